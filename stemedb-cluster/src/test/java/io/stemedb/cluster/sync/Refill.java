package io.stemedb.cluster.sync;

/** How long the pace of moves makes a node wait that copies a lot. */
public final class Refill {
    private Refill() {}

    /**
     * Nanoseconds until so much is copied, page by page, if nothing else holds the node up.
     *
     * @param rate bytes a second
     */
    public static long nanos(long bytes, long rate) {
        MovePace pace = new MovePace(rate, 0);
        long now = 0;
        for (long left = bytes; left > 0; left -= Puller.MOST_BYTES) {
            now += pace.after(Math.min(left, Puller.MOST_BYTES), 0, 3, now);
        }
        return now;
    }
}
