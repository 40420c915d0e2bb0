package io.stemedb.audit;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.json.JsonWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The record of a node: files {@code events-00000001.ndjson} and so on in a folder of their own, of which the last is
 * added to. Any thread may write and read.
 */
public final class AuditLog implements Closeable {
    /** The folder in a data directory. */
    public static final String FOLDER = "audit";

    private static final Pattern NAME = Pattern.compile("events-(\\d{8,18})\\.ndjson");
    private static final byte NEW_LINE = '\n';

    private final Disk disk;
    private final Path folder;
    private final long fileBytes;
    private final int files;
    private DiskFile open;
    private long number;
    private long size;

    /**
     * Touches nothing yet.
     *
     * @param fileBytes after which the next file begins
     * @param files that are kept
     */
    public AuditLog(Disk disk, Path folder, long fileBytes, int files) {
        this.disk = disk;
        this.folder = folder;
        this.fileBytes = fileBytes;
        this.files = files;
    }

    /** A page of the record, the newest first. */
    public record Page(List<Place> events, Optional<String> next) {}

    /** An event, and where the line begins that tells of it. */
    public record Place(AuditEvent event, long file, long offset) {}

    /**
     * Adds an event, durably.
     *
     * @throws IOException if it cannot be written; the next one is tried anew
     */
    public synchronized void append(AuditEvent event) throws IOException {
        JsonWriter out = new JsonWriter();
        event.write(out);
        byte[] line = out.newLine().toByteArray();
        try {
            if (open == null) {
                reopen();
            }
            if (size > 0 && size + line.length > fileBytes) {
                begin(number + 1);
            }
            open.write(ByteBuffer.wrap(line), size);
            open.force();
            size += line.length;
        } catch (IOException failed) {
            close(); // what is on disk now nobody knows: it is looked at again
            throw failed;
        }
    }

    private void reopen() throws IOException {
        disk.createDirectories(folder);
        List<Long> there = numbers();
        if (there.isEmpty()) {
            begin(1);
            return;
        }
        number = there.get(there.size() - 1);
        open = disk.open(path(number));
        size = open.size();
        if (size > 0 && !endsWithLine()) {
            open.write(ByteBuffer.wrap(new byte[] {NEW_LINE}), size); // what was cut off stays a line that is none
            size++;
        }
    }

    private boolean endsWithLine() throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return open.read(last, size - 1) == 1 && last.get(0) == NEW_LINE;
    }

    private void begin(long next) throws IOException {
        close();
        open = disk.createPrivate(path(next), folder);
        number = next;
        size = 0;
        disk.forceDirectory(folder);
        List<Long> there = numbers();
        for (int old = 0; old < there.size() - files; old++) {
            disk.delete(path(there.get(old)));
        }
    }

    private Path path(long file) {
        return folder.resolve(String.format(Locale.ROOT, "events-%08d.ndjson", file));
    }

    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        try {
            for (String name : disk.list(folder)) {
                Matcher match = NAME.matcher(name);
                if (match.matches()) {
                    numbers.add(Long.valueOf(match.group(1)));
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return numbers;
        }
        numbers.sort(null);
        return numbers;
    }

    /**
     * Reads back from a place, the newest first.
     *
     * @param cursor the {@code next} of the page before; null for the end of the record
     * @throws IllegalArgumentException if it is no such cursor
     */
    public Page read(String cursor, int limit) throws IOException {
        long file = Long.MAX_VALUE;
        long before = Long.MAX_VALUE;
        if (cursor != null) {
            if (!cursor.matches("\\d{1,18}-\\d{1,18}")) {
                throw new IllegalArgumentException("no cursor of this call");
            }
            file = Long.parseLong(cursor.substring(0, cursor.indexOf('-')));
            before = Long.parseLong(cursor.substring(cursor.indexOf('-') + 1));
        }
        List<Place> events = new ArrayList<>();
        List<Long> there = numbers();
        for (int i = there.size() - 1; i >= 0 && events.size() <= limit; i--) {
            if (there.get(i) <= file) {
                long end = there.get(i) == file ? before : Long.MAX_VALUE;
                List<Place> some = events(there.get(i), end);
                for (int j = some.size() - 1; j >= 0 && events.size() <= limit; j--) {
                    events.add(some.get(j));
                }
            }
        }
        if (events.size() <= limit) {
            return new Page(events, Optional.empty());
        }
        Place last = events.get(limit - 1);
        return new Page(events.subList(0, limit), Optional.of(last.file() + "-" + last.offset()));
    }

    /** Those that begin before a place. */
    private List<Place> events(long file, long end) throws IOException {
        byte[] bytes = bytes(file);
        List<Place> events = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < bytes.length && begin < end; at++) {
            if (bytes[at] == NEW_LINE) {
                int offset = begin;
                int length = at - begin;
                AuditEvent event = AuditEvent.read(bytes, offset, length)
                        .orElseGet(() -> AuditEvent.unreadable(time(events), bytes, offset, length));
                events.add(new Place(event, file, offset));
                begin = at + 1;
            }
        }
        return events;
    }

    /** About when something happened that cannot be read: as late as what stands before it. */
    private static Instant time(List<Place> before) {
        return before.isEmpty()
                ? Instant.EPOCH
                : before.get(before.size() - 1).event().time();
    }

    private byte[] bytes(long file) throws IOException {
        try (DiskFile read = disk.openToRead(path(file))) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(read.size()));
            int length = read.read(bytes, 0);
            return Arrays.copyOf(bytes.array(), length);
        } catch (NoSuchFileException goneMeanwhile) {
            return new byte[0];
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (open != null) {
            DiskFile was = open;
            open = null;
            was.close();
        }
    }
}
