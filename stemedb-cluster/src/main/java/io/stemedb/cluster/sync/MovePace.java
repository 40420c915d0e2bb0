package io.stemedb.cluster.sync;

import java.util.concurrent.TimeUnit;

/** How fast copies are made that can wait, so that readers and writers do not. */
final class MovePace {
    private final long bytesPerSecond;
    private long free;

    /**
     * @param bytesPerSecond 0 for no limit
     * @param now by the monotonic clock
     */
    MovePace(long bytesPerSecond, long now) {
        this.bytesPerSecond = bytesPerSecond;
        this.free = now;
    }

    /**
     * Notes that some more has come.
     *
     * @param now by the same clock
     * @return how many nanoseconds later more may be asked for
     */
    long after(long bytes, long now) {
        if (bytesPerSecond == 0) {
            return 0;
        }
        long took = (long) ((double) bytes / bytesPerSecond * TimeUnit.SECONDS.toNanos(1));
        free = (free - now > 0 ? free : now) + took; // what was not used before is not made up for
        return free - now;
    }
}
