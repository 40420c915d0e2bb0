package io.stemedb.cluster.agreement;

/**
 * What a node last said about its copy of a shard.
 *
 * @param keeps whether it has a copy
 * @param filled whether the copy is known to have had everything once
 * @param sealed whether the copy is about to be dropped: it takes no more claims
 */
public record ShardSeen(boolean keeps, boolean filled, boolean sealed) {
    /** A node without a copy, or one that has said nothing yet. */
    public static final ShardSeen NOTHING = new ShardSeen(false, false, false);

    public ShardSeen {
        filled = filled && keeps;
        sealed = sealed && keeps;
    }
}
