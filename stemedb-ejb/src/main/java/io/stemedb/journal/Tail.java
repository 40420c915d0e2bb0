package io.stemedb.journal;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads records beside the one who writes them, from any position on, and keeps nothing but a small window in memory.
 * Not thread-safe; any number of them may read at once.
 */
public final class Tail implements Closeable {
    private static final int WINDOW = 64 * 1024;

    /** A segment may be retired between the listing of its name and the reading of its header. */
    private static final int ATTEMPTS = 3;

    private final Disk disk;
    private final Path directory;
    private final Replay segments;
    private DiskFile file;
    private Path path;
    private SegmentReader reader;

    Tail(Disk disk, Path directory, long store) {
        this.disk = disk;
        this.directory = directory;
        this.segments = new Replay(disk, directory, store);
    }

    /** Takes a record. */
    @FunctionalInterface
    public interface Sink {
        /** @param behind LSN of whatever comes next */
        void record(long behind, byte[] key, byte[] rest);
    }

    /** The position is before the oldest segment that is kept. */
    public static final class GoneException extends IOException {
        private static final long serialVersionUID = 1L;

        GoneException(long lsn, long oldest) {
            super("the journal begins at LSN " + oldest + ", not at " + lsn);
        }
    }

    /**
     * Hands on what stands from one position on.
     *
     * @param from where a record or a group begins
     * @param to where all is forced before; at least {@code from}
     * @param most about how many bytes to read
     * @return where to go on
     * @throws GoneException if it is not kept any more
     */
    public long read(long from, long to, long most, Sink sink) throws IOException {
        if (reader != null) {
            reader.forget(); // what stood behind the end then may have been written since
        }
        long stop = Math.min(to, from + most);
        long at = from;
        boolean lookedUp = false;
        while (at < stop) {
            SegmentReader.Found frame = reader == null ? null : frameAt(at);
            if (frame == null) {
                if (lookedUp) {
                    throw new JournalDamagedException(path, reader.offsetOf(at), "no frame stands at LSN " + at);
                }
                seek(at);
                lookedUp = true;
            } else {
                at = reader.lsnAt(frame.next());
                lookedUp = false;
                if (frame.type() == Frame.RECORD) {
                    deliver(frame.payload(), at, sink);
                }
            }
        }
        return at;
    }

    private SegmentReader.Found frameAt(long lsn) throws IOException {
        long offset = reader.offsetOf(lsn);
        return offset < SegmentHeader.BYTES ? null : reader.frameAt(offset);
    }

    private static void deliver(ByteBuffer payload, long behind, Sink sink) {
        byte[] key = new byte[payload.getShort()];
        payload.get(key);
        byte[] rest = new byte[payload.remaining()];
        payload.get(rest);
        sink.record(behind, key, rest);
    }

    /** Opens the segment of a position. */
    private void seek(long lsn) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                open(segmentOf(lsn, segments.segments()));
                return;
            } catch (GoneException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static SegmentHeader segmentOf(long lsn, List<SegmentHeader> headers) throws IOException {
        if (headers.isEmpty() || headers.get(0).firstLsn() > lsn) {
            throw new GoneException(lsn, headers.isEmpty() ? 0 : headers.get(0).firstLsn());
        }
        SegmentHeader found = headers.get(0);
        for (SegmentHeader header : headers) {
            if (header.firstLsn() <= lsn) {
                found = header;
            }
        }
        return found;
    }

    private void open(SegmentHeader header) throws IOException {
        close();
        path = directory.resolve(header.fileName());
        file = disk.openToRead(path);
        reader = new SegmentReader(file, header, WINDOW);
    }

    @Override
    public void close() throws IOException {
        DiskFile old = file;
        file = null;
        reader = null;
        if (old != null) {
            old.close();
        }
    }
}
