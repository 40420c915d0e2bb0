/**
 * What one node may conclude about one shard: who leads it, who is asked to store a claim, whether enough nodes have,
 * whether a copy is whole, whether an answer from it is complete, and whether it waits for a comparison first.
 *
 * <p>Pure: what is known of other nodes comes in as values, times as nanoseconds of a monotonic clock.
 *
 * <p>May use: plain {@code java.*}, {@code io.stemedb.cluster.member}, {@code io.stemedb.refusal}.
 */
package io.stemedb.cluster.agreement;
