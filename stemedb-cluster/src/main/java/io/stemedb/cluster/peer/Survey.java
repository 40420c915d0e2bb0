package io.stemedb.cluster.peer;

import java.util.BitSet;
import java.util.List;

/**
 * A question about what a node holds, for who compares it with another: at each level names of 8 bytes, of less and
 * less.
 */
public record Survey(Level level, List<Branch> branches) {
    /** What is named. */
    public enum Level {
        /** Each shard as a whole. */
        SHARDS,
        /** Each of the 256 buckets of a shard. */
        BUCKETS,
        /** Each record that is shown, by its id and its stamp. */
        RECORDS,
        /** Each record that is shown, by its bytes, which are read. */
        BYTES
    }

    /**
     * What of a shard.
     *
     * @param buckets at the level of records; empty above
     */
    public record Branch(int shard, BitSet buckets) {}
}
