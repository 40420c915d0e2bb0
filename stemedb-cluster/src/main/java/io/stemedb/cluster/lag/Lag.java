package io.stemedb.cluster.lag;

import io.stemedb.cluster.replication.Backlog;

/**
 * What is known of how far another node is behind this one. Times are by this node's monotonic clock. Pure.
 *
 * <p>The other node is <i>even</i> as of a moment if it is known to have all that this node had then: their digests
 * were
 * equal, or it says that it compared with this node and lacked nothing. It is <i>doubted</i> as of a moment if
 * something
 * that this node had then may have passed it by: it was not live, a copy did not arrive, it was to keep one more shard,
 * or it came with another store.
 *
 * <p>While a node was even later than it was doubted, all that this node has recorded since was sent to it. It is then
 * as far behind as the oldest copy that it has not acknowledged, and not at all if there is none. Digests say nothing
 * of
 * such a node, as they differ whenever a write is on its way. Otherwise it is behind since it was last even.
 *
 * @param evenAt when it was last even, or since when it is looked after
 * @param doubtedAt when it was last doubted
 */
record Lag(long evenAt, long doubtedAt) {
    /** Of a node of which nothing is known yet. */
    static Lag since(long start) {
        return new Lag(start, start);
    }

    /** It is even as of a moment. */
    Lag even(long at) {
        return new Lag(later(evenAt, at), doubtedAt);
    }

    /** It is doubted as of a moment. */
    Lag doubted(long at) {
        return new Lag(evenAt, later(doubtedAt, at));
    }

    /**
     * How far it is behind, in nanoseconds.
     *
     * @param backlog what is on its way to it
     */
    long nanos(long now, Backlog backlog) {
        long sinceEven = Math.max(0, now - evenAt);
        if (isDoubted(doubtedAt) || (backlog.failedAt() != null && isDoubted(backlog.failedAt()))) {
            return sinceEven;
        }
        return backlog.oldestAt() == null ? 0 : Math.min(sinceEven, Math.max(0, now - backlog.oldestAt()));
    }

    private boolean isDoubted(long at) {
        return at - evenAt >= 0;
    }

    /** A monotonic clock may start anywhere, so only differences are compared. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
