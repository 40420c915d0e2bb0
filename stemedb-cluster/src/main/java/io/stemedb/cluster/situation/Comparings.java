package io.stemedb.cluster.situation;

/** How other nodes were compared with this one. */
public interface Comparings {
    /**
     * A comparison in which nothing was missing.
     *
     * @param at when it began, by the monotonic clock
     * @param store which store of the other node it was with
     */
    record Compared(long at, long store) {}

    /** The last comparison of a shard with a node; null if there was none. */
    Compared lastOf(String node, int shard);

    /** When a node's store was first known to know all facts that this one knew; null if it never was. */
    Long joinedAt(String node);
}
