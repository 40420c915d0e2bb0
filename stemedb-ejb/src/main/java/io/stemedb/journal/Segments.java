package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Segments as whole files: which there are, copies of them, and whether a copy is what it should be. */
public final class Segments {
    private static final int CHUNK = 1 << 20;

    /** A segment may be retired between the listing of its name and the reading of its header. */
    private static final int ATTEMPTS = 3;

    private Segments() {}

    /** Takes the frames of a segment, in order. */
    public interface Sink {
        /** A group begins here; everything before it is of groups before. */
        default void group(long lsn) throws IOException {}

        /** @param lsn where its frame stands */
        void record(long lsn, byte[] key, byte[] rest) throws IOException;
    }

    /**
     * The segments of a journal, oldest first; the last ends where asked for.
     *
     * @param lsn behind a frame that was forced
     */
    public static List<Segment> upTo(Disk disk, Path directory, long store, long lsn) throws IOException {
        List<SegmentHeader> headers = headers(new Replay(disk, directory, store));
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            SegmentHeader header = headers.get(i);
            long end = i + 1 < headers.size() ? headers.get(i + 1).firstLsn() : Long.MAX_VALUE;
            if (header.firstLsn() <= lsn) {
                segments.add(new Segment(header.number(), store, header.firstLsn(), Math.min(end, lsn)));
            }
        }
        return segments;
    }

    private static List<SegmentHeader> headers(Replay replay) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return replay.segments();
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** What a copy says that it is; it ends where its file does. */
    public static Segment read(Path path, DiskFile copy) throws IOException {
        SegmentHeader header = SegmentHeader.read(path, copy);
        long end = header.firstLsn() + copy.size() - SegmentHeader.BYTES;
        return new Segment(header.number(), header.store(), header.firstLsn(), end);
    }

    /**
     * Writes a copy, without the unused end.
     *
     * @param store the store incarnation that the copy is to belong to: frames do not name it
     */
    public static void copy(DiskFile from, Segment segment, long store, DiskFile to) throws IOException {
        to.write(new SegmentHeader(segment.number(), store, segment.fromLsn()).toBytes(), 0);
        ByteBuffer part = ByteBuffer.allocate(CHUNK);
        for (long at = SegmentHeader.BYTES; at < segment.bytes(); at += part.limit()) {
            part.clear().limit((int) Math.min(CHUNK, segment.bytes() - at));
            if (from.read(part, at) < part.limit()) {
                throw new IOException("segment " + segment.number() + " became shorter while it was copied");
            }
            to.write(part.flip(), at);
        }
    }

    /**
     * Reads all of a copy.
     *
     * @throws JournalDamagedException if it is not that segment, has another length, or a frame cannot be read
     */
    public static void check(Path path, DiskFile copy, Segment segment) throws IOException {
        requireIs(path, copy, segment);
        frames(path, copy, segment, (lsn, key, rest) -> {});
    }

    /**
     * Reads only what a copy says that it is.
     *
     * @throws JournalDamagedException if that is another segment, or it has another length
     */
    public static void requireIs(Path path, DiskFile copy, Segment segment) throws IOException {
        Segment found = read(path, copy);
        if (!found.equals(segment)) {
            throw new JournalDamagedException(path, 0, "it is " + found + ", not " + segment);
        }
    }

    /**
     * Asks only for its length.
     *
     * @throws JournalDamagedException if it was cut, or a repair has left out positions behind it: no copy of it
     *     becomes whole
     */
    public static void requireLength(Path path, DiskFile file, Segment segment) throws IOException {
        if (file.size() < segment.bytes()) {
            throw new JournalDamagedException(path, file.size(), "the segment ends before LSN " + segment.toLsn());
        }
    }

    /**
     * What is damaged of a segment or of a copy, if anything.
     *
     * @throws IOException if it cannot be read at all, which says nothing of what it holds
     */
    public static Optional<JournalDamagedException> damage(Path path, DiskFile file, Segment segment)
            throws IOException {
        try {
            frames(path, file, segment, (lsn, key, rest) -> {});
            return Optional.empty();
        } catch (JournalDamagedException damaged) {
            return Optional.of(damaged);
        }
    }

    /**
     * Hands over the frames of a segment or of a copy, up to where it is said to end.
     *
     * @throws JournalDamagedException if one of them cannot be read
     */
    public static void frames(Path path, DiskFile file, Segment segment, Sink sink) throws IOException {
        SegmentReader reader = new SegmentReader(file, segment.header());
        long at = SegmentHeader.BYTES;
        long end = reader.offsetOf(segment.toLsn());
        while (at < end) {
            SegmentReader.Found frame = reader.frameAt(at);
            if (frame == null || frame.next() > end) {
                throw new JournalDamagedException(
                        path, at, "a frame that was acknowledged (LSN " + reader.lsnAt(at) + ") cannot be read");
            }
            if (frame.type() == Frame.RECORD) {
                long lsn = reader.lsnAt(at);
                Journal.deliver(sink::record, lsn, frame.payload());
            } else {
                sink.group(reader.lsnAt(at));
            }
            at = frame.next();
        }
    }
}
