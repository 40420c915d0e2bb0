/**
 * What operators see of the cluster, made of how things stand and of what nodes report. Pure: the same in, the same
 * out, on whichever node it is asked. Field names are wire contract, in snake case.
 *
 * <p>May use: {@code java.*} that only computes, {@code io.stemedb.assertion}, {@code io.stemedb.cluster.situation},
 * {@code io.stemedb.cluster.member}, {@code io.stemedb.cluster.move} (how far moves are),
 * {@code io.stemedb.cluster.placement}, {@code io.stemedb.cluster.fact}, {@code io.stemedb.cluster.peer},
 * {@code io.stemedb.cluster.operations} (the form of shards), {@code io.stemedb.cluster.task} (that of tasks).
 */
package io.stemedb.cluster.gateway;
