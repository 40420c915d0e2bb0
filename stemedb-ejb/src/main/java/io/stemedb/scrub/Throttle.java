package io.stemedb.scrub;

import io.stemedb.files.Pace;
import io.stemedb.task.Progress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Slows a pass down to a rate, holds it while it is paused, ends it when it is aborted, and says how far it is. For one
 * thread.
 */
final class Throttle implements Pace {
    /** An abort waits no longer than this, and a pause that ends neither. */
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

    /** Records come by the thousand: waiting for each would cost more than reading it. */
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(10);

    private final long bytesPerSecond;
    private final LongSupplier nanos;
    private final Waiting waiting;
    private final BooleanSupplier paused;
    private final Progress progress;
    private final long total;
    private long read;
    private long due;
    private Path at;

    /**
     * @param bytesPerSecond 0 for no limit
     * @param total about how many bytes there are
     */
    Throttle(
            long bytesPerSecond,
            LongSupplier nanos,
            Waiting waiting,
            BooleanSupplier paused,
            Progress progress,
            long total) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanos = nanos;
        this.waiting = waiting;
        this.paused = paused;
        this.progress = progress;
        this.total = total;
        this.due = nanos.getAsLong();
    }

    @Override
    public void read(Path file, long bytes) throws StoppedException {
        read += bytes;
        if (!file.equals(at)) {
            at = file;
            progress.at(Math.min(1, (double) read / Math.max(1, total)), String.valueOf(file.getFileName()));
        }
        stopIfAborted();
        keepToRate(bytes);
        holdWhilePaused();
    }

    /** Bytes read so far. */
    long bytes() {
        return read;
    }

    /** Idle time earns no burst: a disk that others waited for must not be taken whole afterwards. */
    private void keepToRate(long bytes) throws StoppedException {
        if (bytesPerSecond == 0) {
            return;
        }
        due = Math.max(due, nanos.getAsLong() - STEP) + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        if (due - nanos.getAsLong() < SHORTEST) {
            return;
        }
        for (long left = due - nanos.getAsLong(); left > 0; left = due - nanos.getAsLong()) {
            waiting.nanos(Math.min(left, STEP));
            progress.at(Math.min(1, (double) read / Math.max(1, total)), String.valueOf(at.getFileName()));
            stopIfAborted();
        }
    }

    private void holdWhilePaused() throws StoppedException {
        if (!paused.getAsBoolean()) {
            return;
        }
        progress.paused(true);
        while (paused.getAsBoolean()) {
            waiting.nanos(STEP);
            stopIfAborted();
        }
        progress.paused(false);
    }

    private void stopIfAborted() throws StoppedException {
        if (progress.aborted()) {
            throw new StoppedException();
        }
    }
}
