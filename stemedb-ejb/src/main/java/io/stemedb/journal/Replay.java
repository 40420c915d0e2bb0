package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what the journal holds, in order, and says where it ends and how. */
final class Replay {
    /** Takes a record; the buffer is only valid during the call. */
    @FunctionalInterface
    interface Sink {
        void record(long lsn, ByteBuffer payload) throws IOException;
    }

    /**
     * How the journal ended.
     *
     * @param last the newest segment
     * @param end LSN behind the last valid frame
     * @param proven LSN before which everything is known to be forced
     * @param blank whether the newest segment holds nothing behind it, so that it can be written on
     * @param records how many were handed to the sink
     */
    record Outcome(SegmentHeader last, long end, long proven, boolean blank, long records) {}

    private final Disk disk;
    private final Path directory;
    private final long store;
    private final Witness witness;

    Replay(Disk disk, Path directory, long store) {
        this.disk = disk;
        this.directory = directory;
        this.store = store;
        this.witness = new Witness(disk, directory, store);
    }

    /** Headers of all segments by number, checked for gaps and strangers. */
    List<SegmentHeader> segments() throws IOException {
        List<SegmentHeader> headers = new ArrayList<>();
        for (String name : disk.list(directory)) {
            if (name.endsWith(".wal")) {
                headers.add(header(directory.resolve(name)));
            }
        }
        for (int i = 1; i < headers.size(); i++) {
            if (headers.get(i).number() != headers.get(i - 1).number() + 1) {
                throw new JournalDamagedException(
                        missing(headers.get(i - 1)), 0, "the segment is missing, later ones are there");
            }
        }
        return headers;
    }

    private Path missing(SegmentHeader before) {
        return directory.resolve(SegmentHeader.fileName(before.number() + 1));
    }

    SegmentHeader header(Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            SegmentHeader header = SegmentHeader.read(path, file);
            if (header.store() != store) {
                throw new JournalDamagedException(path, 0, "it belongs to another store");
            }
            if (!header.fileName().equals(path.getFileName().toString())) {
                throw new JournalDamagedException(path, 0, "it is segment " + header.number() + " under another name");
            }
            return header;
        }
    }

    /** Finds the end without reading more than the newest segment. */
    Outcome end(List<SegmentHeader> headers) throws IOException {
        if (headers.isEmpty()) {
            throw new JournalDamagedException(directory, 0, "no segment is there");
        }
        return segment(headers.get(headers.size() - 1), -1, Long.MAX_VALUE, (lsn, payload) -> {});
    }

    /** Hands every record at or behind {@code from} to the sink. */
    Outcome run(List<SegmentHeader> headers, long from, Sink sink) throws IOException {
        if (headers.get(0).firstLsn() > from) {
            Path first = directory.resolve(headers.get(0).fileName());
            throw new JournalDamagedException(
                    first, 0, "it begins at LSN " + headers.get(0).firstLsn() + ", the store needs it from " + from);
        }
        long records = 0;
        Outcome outcome = null;
        for (int i = 0; i < headers.size(); i++) {
            boolean last = i == headers.size() - 1;
            if (last || headers.get(i + 1).firstLsn() > from) {
                outcome = segment(headers.get(i), last ? -1 : headers.get(i + 1).firstLsn(), from, sink);
                records += outcome.records();
            }
        }
        if (outcome.end() < from) {
            Path last = directory.resolve(outcome.last().fileName());
            throw new JournalDamagedException(
                    last,
                    SegmentHeader.BYTES,
                    "it ends at LSN " + outcome.end() + ", the store holds all up to " + from);
        }
        return new Outcome(outcome.last(), outcome.end(), outcome.proven(), outcome.blank(), records);
    }

    /** Hands every record of a range to the sink; all of it must be there. */
    void range(List<SegmentHeader> headers, long from, long to, Sink sink) throws IOException {
        long at = from;
        for (int i = 0; i < headers.size() && at < to; i++) {
            SegmentHeader header = headers.get(i);
            long end = i + 1 < headers.size() ? headers.get(i + 1).firstLsn() : Long.MAX_VALUE;
            if (header.firstLsn() <= at && at < end) {
                at = frames(header, at, Math.min(to, end), sink);
            }
        }
        if (at < to) {
            throw new IOException(directory + " does not hold LSN " + at + ", which is asked for");
        }
    }

    /** The frames of one segment from an LSN to another, where one ends. */
    private long frames(SegmentHeader header, long from, long to, Sink sink) throws IOException {
        Path path = directory.resolve(header.fileName());
        try (DiskFile file = disk.openToRead(path)) {
            SegmentReader reader = new SegmentReader(file, header);
            long at = reader.offsetOf(from);
            while (at < reader.offsetOf(to)) {
                SegmentReader.Found frame = reader.frameAt(at);
                if (frame == null) {
                    throw new JournalDamagedException(
                            path, at, "a frame that was acknowledged (LSN " + reader.lsnAt(at) + ") cannot be read");
                }
                if (frame.type() == Frame.RECORD) {
                    sink.record(reader.lsnAt(at), frame.payload());
                }
                at = frame.next();
            }
            return reader.lsnAt(at);
        }
    }

    /** One segment; {@code knownEnd} is where the next one begins, or -1 for the newest, whose end must be found. */
    private Outcome segment(SegmentHeader header, long knownEnd, long from, Sink sink) throws IOException {
        Path path = directory.resolve(header.fileName());
        Witness.Said said = knownEnd < 0 ? witness.read() : Witness.Said.NOTHING;
        if (said.segment() > header.number()) {
            throw new JournalDamagedException(missing(header), 0, "the segment is missing, and it was in use");
        }
        try (DiskFile file = disk.openToRead(path)) {
            SegmentReader reader = new SegmentReader(file, header);
            long end = knownEnd < 0 ? reader.size() : reader.offsetOf(knownEnd);
            // In a finished segment what runs hold is passed over, sound or not; of the newest the end must be found.
            long at = knownEnd < 0 ? SegmentHeader.BYTES : Math.max(SegmentHeader.BYTES, reader.offsetOf(from));
            long proven = header.firstLsn();
            long records = 0;
            while (at < end) {
                SegmentReader.Found frame = reader.frameAt(at);
                if (frame == null) {
                    break;
                }
                if (frame.type() == Frame.RECORD && reader.lsnAt(at) >= from) {
                    sink.record(reader.lsnAt(at), frame.payload());
                    records++;
                }
                if (frame.type() != Frame.RECORD) {
                    proven = frame.payload().getLong(0);
                }
                at = frame.next();
            }
            boolean damaged =
                    knownEnd >= 0 ? at != end : reader.provenForcedBehind(at) || said.lsn() > reader.lsnAt(at);
            if (damaged) {
                throw new JournalDamagedException(
                        path, at, "a frame that was acknowledged (LSN " + reader.lsnAt(at) + ") cannot be read");
            }
            return new Outcome(header, reader.lsnAt(at), proven, knownEnd < 0 && reader.blankFrom(at), records);
        }
    }
}
