package io.stemedb.cluster.compare;

/**
 * A record that two nodes do not show alike; the names are wire contract, in snake case.
 *
 * @param shardId its shard
 * @param id of its claim
 * @param heldBy the node that shows it
 * @param missingOn the node that does not, or shows another record of the claim
 * @param sameStamp whether that other one has the same key, so that one of the two was changed by a fault
 */
public record Difference(String shardId, String id, String heldBy, String missingOn, boolean sameStamp) {}
