/**
 * Compares what nodes hold, and not what they say that they hold: the sums of two copies, then those of the buckets in
 * which they differ, then the records of these. It looks for damage and loss; what is merely late is pulled by vectors.
 *
 * <p>{@link io.stemedb.cluster.compare.Pairs} and {@link io.stemedb.cluster.compare.Differing} decide and are pure;
 * {@link io.stemedb.cluster.compare.Comparison} asks and moves records;
 * {@link io.stemedb.cluster.compare.Syncing} is it as a task.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.merkle}, {@code io.stemedb.record},
 * {@code io.stemedb.refusal}, {@code io.stemedb.task}, {@code io.stemedb.cluster.member},
 * {@code io.stemedb.cluster.peer}, {@code io.stemedb.cluster.situation}.
 */
package io.stemedb.cluster.compare;
