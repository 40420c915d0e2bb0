package io.stemedb.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SmallFile;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * {@code archived}: keeps the ledger beside the data, so that an archive that lost something is not taken for one that
 * never had it. A line for each event, behind its CRC32C; it is written anew now and then, without what was let go.
 * Nothing waits for it: if it cannot be written, the next run tries again.
 */
final class LedgerFile {
    private static final System.Logger LOGGER = System.getLogger(Archiver.class.getName());
    private static final String NAME = "archived";
    private static final String PLACE = "place ";
    private static final String LET_GO = "let-go ";
    private static final String HAS = "has ";
    private static final int FEW_LINES = 1_000;

    private final Disk disk;
    private final Path path;
    private final long store;
    private Ledger ledger;
    private int lines;
    private long bytes;
    private boolean writtenAnew;

    /** @param store entries of another one count for nothing */
    LedgerFile(Disk disk, Path directory, long store) {
        this.disk = disk;
        this.path = directory.resolve(NAME);
        this.store = store;
    }

    Ledger ledger() {
        if (ledger == null) {
            ledger = read();
        }
        return ledger;
    }

    /** Whether there is nothing to go by yet. */
    boolean isNew() {
        return ledger().place() == null;
    }

    /** Begins anew. */
    void begin(Ledger first) {
        ledger = first;
        lines = Integer.MAX_VALUE;
        save("");
    }

    void moved(String place) {
        String text = oneLine(place);
        if (!text.equals(ledger().place())) {
            ledger = ledger.at(text);
            save(line(PLACE + text));
        }
    }

    void add(List<ArchivedSegment> more) {
        if (!more.isEmpty()) {
            ledger = ledger().with(more);
            save(more.stream().map(one -> line(HAS + one.name())).collect(Collectors.joining()));
        }
    }

    void letGo(long lsn) {
        if (lsn > ledger().letGoLsn()) {
            ledger = ledger.lettingGo(lsn);
            save(line(LET_GO + lsn));
        }
    }

    /** A path may hold any byte but none that ends a line here. */
    static String oneLine(String place) {
        return place.replaceAll("\\p{Cntrl}", "?");
    }

    private void save(String more) {
        try {
            if (writtenAnew && lines < FEW_LINES + 2 * ledger.entries().size()) {
                append(more);
            } else {
                replace();
            }
        } catch (IOException failed) {
            writtenAnew = false; // so that nothing is missing behind what comes next
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "what is archived cannot be noted in {0}; that is tried again: {1}",
                    path,
                    Reason.of(failed));
        }
    }

    /** Tries again what could not be written. */
    void retry() {
        if (!writtenAnew && !isNew()) {
            save("");
        }
    }

    private void append(String more) throws IOException {
        byte[] text = more.getBytes(UTF_8);
        try (DiskFile file = disk.open(path)) {
            file.write(ByteBuffer.wrap(text), bytes);
            file.force();
        }
        bytes += text.length;
        lines += (int) more.lines().count();
    }

    private void replace() throws IOException {
        StringBuilder all = new StringBuilder(line(PLACE + ledger.place())).append(line(LET_GO + ledger.letGoLsn()));
        ledger.entries().forEach(one -> all.append(line(HAS + one.name())));
        byte[] text = all.toString().getBytes(UTF_8);
        SmallFile.replace(disk, path, text);
        bytes = text.length;
        lines = ledger.entries().size() + 2;
        writtenAnew = true;
    }

    private static String line(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return String.format(Locale.ROOT, "%08x %s\n", (int) crc.getValue(), text);
    }

    private Ledger read() {
        if (!disk.exists(path)) {
            return Ledger.NONE;
        }
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(all, 0);
            return of(new String(all.array(), UTF_8).split("\n"));
        } catch (IOException | RuntimeException unreadable) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "{0} cannot be read, so nobody knows whether the archive lost something before this start: {1}",
                    path,
                    Reason.of(unreadable));
            return Ledger.NONE;
        }
    }

    /** A line that fails its check is left out: the last one if a crash tore it, another one if the disk rots. */
    private Ledger of(String[] found) {
        Ledger read = Ledger.NONE;
        List<ArchivedSegment> entries = new ArrayList<>();
        for (String one : found) {
            String text = one.length() > 9 ? one.substring(9) : "";
            if (!line(text).equals(one + "\n")) {
                LOGGER.log(System.Logger.Level.WARNING, "a line of {0} is damaged and left out", path);
            } else if (text.startsWith(PLACE)) {
                read = read.at(text.substring(PLACE.length()));
            } else if (text.startsWith(LET_GO)) {
                read = read.lettingGo(Long.parseLong(text.substring(LET_GO.length())));
            } else if (text.startsWith(HAS)) {
                ArchivedSegment.of(text.substring(HAS.length()))
                        .filter(segment -> segment.segment().store() == store)
                        .ifPresent(entries::add);
            }
        }
        return read.with(entries).lettingGo(read.letGoLsn());
    }
}
