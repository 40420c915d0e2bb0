package io.stemedb.cluster.sync;

/**
 * What comparing with other nodes came to since the start.
 *
 * @param runs rounds in which this node pulled what it lacked from one other node
 * @param differences copies that were not alike at the begin of a round, one for each shard and node
 * @param records that were pulled and kept
 */
public record PullCounts(long runs, long differences, long records) {}
