package io.stemedb.cluster.peer;

import io.stemedb.progress.ShardVector;

/**
 * A copy that a node would like to drop.
 *
 * @param records what is in it
 * @param systemDigest of the system facts that the node knows: who knows others does not vouch
 */
public record Holding(int shard, ShardVector records, long systemDigest) {}
