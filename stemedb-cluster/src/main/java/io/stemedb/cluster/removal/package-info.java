/**
 * Takes a member out of the cluster: its shards go to others first, then a fact says that it is out.
 *
 * <p>{@link io.stemedb.cluster.removal.Removal} decides and is pure; {@link io.stemedb.cluster.removal.Departure}
 * states
 * the facts.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal},
 * {@code io.stemedb.task}, {@code io.stemedb.cluster.fact}, {@code io.stemedb.cluster.member},
 * {@code io.stemedb.cluster.peer}, {@code io.stemedb.cluster.situation}.
 */
package io.stemedb.cluster.removal;
