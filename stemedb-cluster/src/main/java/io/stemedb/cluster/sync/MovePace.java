package io.stemedb.cluster.sync;

import java.util.concurrent.TimeUnit;

/**
 * How fast copies are made that can wait, so that readers and writers do not: so many bytes a second at most, and at
 * most half of the time. The second counts if processors or disks are what others wait for, too: a page takes long
 * then. Nodes that take copies at the same time ask the same others for them, so each rests for longer the more
 * they are.
 */
final class MovePace {
    private static final long MOST_SPENT_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** In a large cluster those who take copies do not all ask the same node. */
    private static final int MOST_TAKERS = 3;

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
     * @param spent nanoseconds from the question to when all of it was stored
     * @param takers nodes that take copies now, this one among them
     * @param now by the same clock
     * @return how many nanoseconds later more may be asked for
     */
    long after(long bytes, long spent, int takers, long now) {
        if (bytesPerSecond == 0) {
            return 0;
        }
        long took = (long) ((double) bytes / bytesPerSecond * TimeUnit.SECONDS.toNanos(1));
        long worked = Math.min(spent, MOST_SPENT_NANOS); // a process that stood still has not worked
        long begun = now - worked;
        // What was not used before is not made up for.
        long rest = worked * Math.max(1, Math.min(MOST_TAKERS, takers));
        free = (free - begun > 0 ? free : begun) + worked + Math.max(rest, took);
        return Math.max(0, free - now);
    }
}
