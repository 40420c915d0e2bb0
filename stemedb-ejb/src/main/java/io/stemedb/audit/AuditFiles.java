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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events of one kind: files {@code events-00000001.ndjson} and so on, of which the last is added to. Any thread may
 * write and read.
 */
final class AuditFiles implements Closeable {
    private static final byte NEW_LINE = '\n';

    private final Disk disk;
    private final Path folder;
    private final String word;
    private final Pattern name;
    private final long fileBytes;
    private final int files;
    private DiskFile open;
    private long number;
    private long size;

    /**
     * Touches nothing yet.
     *
     * @param word that names of files begin with
     * @param fileBytes after which the next file begins
     * @param files that are kept
     */
    AuditFiles(Disk disk, Path folder, String word, long fileBytes, int files) {
        this.disk = disk;
        this.folder = folder;
        this.word = word;
        this.name = Pattern.compile(word + "-(\\d{8,18})\\.ndjson");
        this.fileBytes = fileBytes;
        this.files = files;
    }

    /** An event, and where the line begins that tells of it. */
    record Place(AuditEvent event, long file, long offset) {
        String words() {
            return file + "-" + offset;
        }
    }

    /**
     * Adds events, durably, all by one force.
     *
     * @throws IOException if they cannot be written; the next ones are tried anew
     */
    synchronized void append(List<AuditEvent> events) throws IOException {
        try {
            if (open == null) {
                reopen();
            }
            for (AuditEvent event : events) {
                JsonWriter out = new JsonWriter();
                event.write(out);
                add(out.newLine().toByteArray());
            }
            open.force();
        } catch (IOException failed) {
            close(); // what is on disk now nobody knows: it is looked at again
            throw failed;
        }
    }

    private void add(byte[] line) throws IOException {
        if (size > 0 && size + line.length > fileBytes) {
            open.force();
            begin(number + 1);
        }
        open.write(ByteBuffer.wrap(line), size);
        size += line.length;
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
        return folder.resolve(String.format(Locale.ROOT, "%s-%08d.ndjson", word, file));
    }

    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        try {
            for (String name : disk.list(folder)) {
                Matcher match = this.name.matcher(name);
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
     * @param cursor the {@link Place#words} before which to go on; the empty string for the end of the record
     * @throws IllegalArgumentException if it is no such place
     */
    List<Place> read(String cursor, int limit) throws IOException {
        long file = Long.MAX_VALUE;
        long before = Long.MAX_VALUE;
        if (!cursor.isEmpty()) {
            if (!cursor.matches("\\d{1,18}-\\d{1,18}")) {
                throw new IllegalArgumentException("no cursor of this call");
            }
            file = Long.parseLong(cursor.substring(0, cursor.indexOf('-')));
            before = Long.parseLong(cursor.substring(cursor.indexOf('-') + 1));
        }
        List<Place> events = new ArrayList<>();
        List<Long> there = numbers();
        for (int i = there.size() - 1; i >= 0 && events.size() < limit; i--) {
            if (there.get(i) <= file) {
                long end = there.get(i) == file ? before : Long.MAX_VALUE;
                List<Place> some = events(there.get(i), end);
                for (int j = some.size() - 1; j >= 0 && events.size() < limit; j--) {
                    events.add(some.get(j));
                }
            }
        }
        return events;
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
