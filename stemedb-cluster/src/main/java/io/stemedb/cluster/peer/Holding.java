package io.stemedb.cluster.peer;

import io.stemedb.progress.ShardVector;

/**
 * A copy that a node would like to drop.
 *
 * @param records what is in it
 * @param systemDigest of the system facts that the node knows: who knows others does not vouch
 * @param asked who is to vouch: another node may have been started at its address. Empty if an earlier build asks,
 *     which does not say it
 */
public record Holding(int shard, ShardVector records, long systemDigest, String asked) {
    /** Whether a node is the one that is asked, as far as the question says. */
    public boolean asks(String node) {
        return asked.isEmpty() || asked.equals(node);
    }
}
