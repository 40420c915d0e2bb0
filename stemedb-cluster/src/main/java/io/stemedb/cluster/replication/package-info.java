/**
 * Makes a write durable on several nodes: a {@link io.stemedb.intake.Recording} that forwards appends to the node that
 * should record them, and has that node send copies of what it has recorded to the others.
 *
 * <p>The node that records forces its own journal first, and only then sends: so an unclean start never gives a dot a
 * second time. A peer that is slow or gone is passed over after a moment; what it lacks it pulls later.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.record}, {@code io.stemedb.recorder},
 * {@code io.stemedb.intake}, {@code io.stemedb.refusal}, {@code io.stemedb.cluster.member},
 * {@code io.stemedb.cluster.peer},
 * {@code io.stemedb.cluster.situation}, {@code io.stemedb.cluster.loop}.
 */
package io.stemedb.cluster.replication;
