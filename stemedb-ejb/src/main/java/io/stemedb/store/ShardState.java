package io.stemedb.store;

import io.stemedb.merkle.Roots;

/**
 * What a shard holds on this node.
 *
 * @param records assertions and retractions
 * @param bytes on disk, each run's shared out by its records
 * @param roots what they add up to, or null unless the shard is whole
 * @param wholeness whether all that was acknowledged is there
 */
public record ShardState(int shard, long records, long bytes, Roots roots, Wholeness wholeness) {
    /** Whether something is missing. */
    public enum Wholeness {
        /** Nothing is. */
        FILLED,
        /** A damaged run may hold some of it, and is not healed yet; all of it is counted. */
        DAMAGED,
        /** A repair has lost some of it and nobody has accepted that; what is lost is not counted. */
        LOST
    }
}
