/**
 * Makes copies alike: a node that is to keep a shard pulls from every other node what it lacks, and each node hands out
 * what others lack. What was compared with whom, and when, is remembered here: answers rest on it.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.progress}, {@code io.stemedb.record},
 * {@code io.stemedb.recorder}, {@code io.stemedb.store}, {@code io.stemedb.refusal}, {@code io.stemedb.cluster.fact},
 * {@code io.stemedb.cluster.member}, {@code io.stemedb.cluster.peer}, {@code io.stemedb.cluster.copies},
 * {@code io.stemedb.cluster.heartbeat}, {@code io.stemedb.cluster.situation}, {@code io.stemedb.cluster.agreement},
 * {@code io.stemedb.cluster.loop}.
 */
package io.stemedb.cluster.sync;
