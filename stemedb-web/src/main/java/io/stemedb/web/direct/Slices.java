package io.stemedb.web.direct;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Writes little at a time. The server makes a slow reader's stream wait only once a write is queued, and it queues all
 * of it: one large write of each of many readers who stall would fill the heap.
 *
 * <p>A reader who takes nothing for the time that the server lets a write wait, or who takes an answer that is held for
 * him more slowly than anybody reads, is given up with a {@link SlowReaderException}.
 */
public final class Slices extends FilterOutputStream {
    private static final int MOST = 8 * 1024;

    /** The server gives a write up after 30 s; one that fails sooner has lost its client. */
    private static final long STALLED_NANOS = Duration.ofSeconds(20).toNanos();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LEAST_BYTES_A_SECOND = 16 * 1024;
    private static final double NANOS = 1e9;

    private final boolean held;
    private final Runnable before;
    private final long begun = System.nanoTime();
    private long written;

    private Slices(OutputStream to, boolean held, Runnable before) {
        super(to);
        this.held = held;
        this.before = before;
    }

    /**
     * Of a stream that may take as long as its reader likes, as long as he reads.
     *
     * @param before is run before each write, and ends the stream if it throws
     */
    public static Slices ofStream(OutputStream to, Runnable before) {
        return new Slices(to, false, before);
    }

    /** Of an answer that is complete in memory, and should not be there for long. */
    public static Slices ofWhole(OutputStream to) {
        return new Slices(to, true, () -> {});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += MOST) {
            slice(bytes, offset + at, Math.min(MOST, length - at));
        }
    }

    private void slice(byte[] bytes, int offset, int length) throws IOException {
        before.run();
        long now = System.nanoTime();
        if (held && isTooSlow(now - begun, written)) {
            throw new SlowReaderException("an answer was taken too slowly", null);
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException failed) {
            throw System.nanoTime() - now < STALLED_NANOS
                    ? failed
                    : new SlowReaderException("nothing was taken of an answer", failed);
        }
        written += length;
    }

    static boolean isTooSlow(long nanos, long bytes) {
        return nanos > PATIENCE.toNanos() + bytes * NANOS / LEAST_BYTES_A_SECOND;
    }
}
