package io.stemedb.cluster.move;

/**
 * What a node plans by, beside what is so.
 *
 * @param shardCount of the cluster
 * @param startedAt when this node started, by the monotonic clock
 * @param rereplicateAfterNanos a member that was away for so long is replaced in lists
 */
public record Terms(int shardCount, long startedAt, long rereplicateAfterNanos) {}
