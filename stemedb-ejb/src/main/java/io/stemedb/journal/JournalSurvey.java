package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a stopped journal past its damage: every frame that is valid where it stands, and which positions are lost. A
 * frame's check covers its position, so that what is found behind a damage is certainly what was written there.
 */
public final class JournalSurvey {
    private final Disk disk;
    private final Path directory;
    private final long store;
    private final List<Lost> lost = new ArrayList<>();
    private final List<Path> unusable = new ArrayList<>();
    private final List<Path> missing = new ArrayList<>();
    private Path gapIn;
    private long gapOffset;
    private String gapWhat;
    private Path lastPath;
    private long lastOffset;
    private long firstLsn = -1;
    private long end;
    private long lastNumber;

    private JournalSurvey(Disk disk, Path directory, long store) {
        this.disk = disk;
        this.directory = directory;
        this.store = store;
    }

    /**
     * Positions that cannot be read.
     *
     * @param file where the damage is met first
     * @param offset where in it
     */
    public record Lost(Path file, long offset, long fromLsn, long toLsn, String what) {
        /** Whether a record may have stood there: a group's first frame and a mark are shorter than any. */
        public boolean mayHaveHeldRecords() {
            return toLsn - fromLsn > Frame.HEADER + Frame.EVIDENCE;
        }
    }

    /**
     * What there is of a journal.
     *
     * @param firstLsn where it begins; 0 if it is complete
     * @param endLsn behind the last frame that can be read
     * @param lost what is missing between the two, in order
     * @param unusable segments whose header cannot be read
     * @param missing segments that are not there, between others
     * @param lastNumber of the newest segment, by its name
     */
    public record Found(
            long firstLsn, long endLsn, List<Lost> lost, List<Path> unusable, List<Path> missing, long lastNumber) {
        /** Whether a damage is where a start cannot pass it, though it needs nothing of what is lost. */
        public boolean stopsAStart(Lost gap) {
            long number = SegmentHeader.numberOf(gap.file());
            return number == lastNumber || unusable.contains(gap.file()) || missing.contains(gap.file());
        }

        /**
         * Whether it ends before what it must once have held, or nothing is left of it, so that nobody knows how far it
         * went.
         *
         * @param flushedLsn the runs hold everything before it
         */
        public boolean endIsGone(long flushedLsn) {
            return firstLsn < 0 || endLsn < flushedLsn;
        }

        /** The same, or the segment that was written last cannot be read, so that nothing says where it ended. */
        public boolean endIsUnknown(long flushedLsn) {
            return endIsGone(flushedLsn) || lost.stream().anyMatch(gap -> gap.toLsn() == Long.MAX_VALUE);
        }

        /** What of a range is lost, if anything. */
        public List<Lost> lostIn(long fromLsn, long toLsn) {
            return lost.stream()
                    .filter(gap -> gap.fromLsn() < toLsn && gap.toLsn() > fromLsn && gap.toLsn() > gap.fromLsn())
                    .toList();
        }

        /** Whether a range can be read whole. */
        public boolean holds(long fromLsn, long toLsn) {
            return firstLsn >= 0
                    && firstLsn <= fromLsn
                    && toLsn <= endLsn
                    && lostIn(fromLsn, toLsn).isEmpty();
        }
    }

    /** Reads all of it; hands over each record that can be read. */
    public static Found read(Disk disk, Path directory, long store, Journal.Sink sink) throws IOException {
        JournalSurvey survey = new JournalSurvey(disk, directory, store);
        survey.readAll(sink);
        return new Found(
                survey.firstLsn,
                survey.end,
                List.copyOf(survey.lost),
                List.copyOf(survey.unusable),
                List.copyOf(survey.missing),
                survey.lastNumber);
    }

    private void readAll(Journal.Sink sink) throws IOException {
        Witness.Said said = new Witness(disk, directory, store).read();
        List<Path> paths = paths();
        Replay replay = new Replay(disk, directory, store);
        for (int i = 0; i < paths.size(); i++) {
            long number = SegmentHeader.numberOf(paths.get(i));
            if (i > 0 && number != lastNumber + 1) {
                Path absent = directory.resolve(SegmentHeader.fileName(lastNumber + 1));
                missing.add(absent);
                gap(absent, 0, "the segment is missing");
            }
            lastNumber = number;
            SegmentHeader header = header(replay, paths.get(i));
            if (header != null) {
                SegmentHeader next = i + 1 < paths.size() ? quietly(replay, paths.get(i + 1)) : null;
                begin(header);
                frames(header, next != null && next.number() == number + 1 ? next.firstLsn() : -1, sink);
            }
        }
        hear(said);
        if (gapIn != null) {
            lost.add(new Lost(gapIn, gapOffset, end, Long.MAX_VALUE, gapWhat));
            end = Math.max(end, said.lsn());
        }
    }

    private List<Path> paths() throws IOException {
        try {
            return disk.list(directory).stream()
                    .filter(name -> name.endsWith(".wal"))
                    .map(directory::resolve)
                    .toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    private SegmentHeader header(Replay replay, Path path) throws IOException {
        try {
            return replay.header(path);
        } catch (JournalDamagedException damaged) {
            unusable.add(path);
            SegmentHeader known = unread(path);
            if (known == null) {
                gap(path, damaged.offset(), damaged.getMessage());
            } else {
                lost.add(new Lost(path, damaged.offset(), known.firstLsn(), known.firstLsn(), damaged.getMessage()));
            }
            return known;
        }
    }

    /** What a header that cannot be read must have said: a segment begins with a frame that names its own position. */
    private SegmentHeader unread(Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            if (readable(path, file)) {
                return null;
            }
            long firstLsn = SegmentReader.namedFirstLsn(file);
            SegmentHeader header = new SegmentHeader(SegmentHeader.numberOf(path), store, firstLsn);
            boolean fits = firstLsn >= end && new SegmentReader(file, header).frameAt(SegmentHeader.BYTES) != null;
            return fits ? header : null;
        }
    }

    /** A header that can be read and is refused is another store's or another segment's. */
    private static boolean readable(Path path, DiskFile file) throws IOException {
        try {
            SegmentHeader.read(path, file);
            return true;
        } catch (JournalDamagedException unreadable) {
            return false;
        }
    }

    /**
     * No position is ever given to two records: what was forced behind the last frame that can be read, and would look
     * like a torn tail else.
     */
    private void hear(Witness.Said said) {
        if (said.segment() > lastNumber) {
            Path absent = directory.resolve(SegmentHeader.fileName(lastNumber + 1));
            missing.add(absent);
            gap(absent, 0, "the segment is missing, and it was in use");
            lastNumber = said.segment();
        }
        if (gapIn == null && said.lsn() > end) {
            lost.add(new Lost(lastPath, lastOffset, end, said.lsn(), "frames cannot be read"));
            end = said.lsn();
        }
    }

    private SegmentHeader quietly(Replay replay, Path path) throws IOException {
        try {
            return replay.header(path);
        } catch (JournalDamagedException damaged) {
            return unread(path);
        }
    }

    private void gap(Path file, long offset, String what) {
        if (gapIn == null) {
            gapIn = file;
            gapOffset = offset;
            gapWhat = what;
        }
    }

    private void begin(SegmentHeader header) {
        if (firstLsn < 0) {
            firstLsn = gapIn != null && SegmentHeader.numberOf(gapIn) == 1 ? 0 : header.firstLsn();
            end = firstLsn;
        }
        if (gapIn != null || header.firstLsn() > end) {
            Path file = gapIn == null ? directory.resolve(header.fileName()) : gapIn;
            lost.add(new Lost(file, gapOffset, end, header.firstLsn(), gapIn == null ? "it begins too late" : gapWhat));
        }
        gapIn = null;
        end = header.firstLsn();
    }

    /** @param knownEnd where the next segment begins, or -1 if that is not known */
    private void frames(SegmentHeader header, long knownEnd, Journal.Sink sink) throws IOException {
        Path path = directory.resolve(header.fileName());
        try (DiskFile file = disk.openToRead(path)) {
            SegmentReader reader = new SegmentReader(file, header);
            long limit = knownEnd < 0 ? reader.size() : Math.min(reader.size(), reader.offsetOf(knownEnd));
            long at = SegmentHeader.BYTES;
            while (at < limit) {
                SegmentReader.Found frame = reader.frameAt(at);
                if (frame == null) {
                    // What stands behind a torn group was never acknowledged, valid or not.
                    long next = knownEnd < 0 && !reader.provenForcedBehind(at) ? -1 : reader.nextFrame(at + 1, limit);
                    if (next < 0) {
                        break;
                    }
                    lost.add(new Lost(path, at, reader.lsnAt(at), reader.lsnAt(next), "frames cannot be read"));
                    at = next;
                } else {
                    if (frame.type() == Frame.RECORD) {
                        Journal.deliver(sink, reader.lsnAt(at), frame.payload());
                    }
                    at = frame.next();
                }
            }
            end = reader.lsnAt(at);
            lastPath = path;
            lastOffset = at;
            if (knownEnd > end) {
                gap(path, at, "frames cannot be read");
            }
        }
    }
}
