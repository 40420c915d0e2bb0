/**
 * How far other nodes are behind this one, as operators see it: no rule between nodes rests on it. What is known of one
 * node, and what follows from it, is a pure record; the rest gathers this from heartbeats and from what is sent.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.cluster.peer}, {@code io.stemedb.cluster.copies},
 * {@code io.stemedb.cluster.heartbeat}, {@code io.stemedb.cluster.situation}, {@code io.stemedb.cluster.member},
 * {@code io.stemedb.cluster.sync},
 * {@code io.stemedb.cluster.replication}, {@code io.stemedb.cluster.loop}, and the digests of {@code
 * io.stemedb.progress}.
 */
package io.stemedb.cluster.lag;
