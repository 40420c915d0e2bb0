/**
 * Changes what the cluster is: drains, undrains and removes nodes, has a node lead a shard, evens out, and sets how
 * many copies a shard has.
 *
 * <p>A {@link io.stemedb.cluster.change.Change} says what is wanted. What speaks against it, and what is to be done
 * next, is decided by functions of the situation; {@link io.stemedb.cluster.change.Changes} states the facts, and makes
 * work of it that a task does. Of those that concern many shards one is under way at a
 * time: a fact says which, so that another node can go on with it.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal},
 * {@code io.stemedb.task}, {@code io.stemedb.cluster.agreement}, {@code io.stemedb.cluster.fact},
 * {@code io.stemedb.cluster.member}, {@code io.stemedb.cluster.move}, {@code io.stemedb.cluster.peer},
 * {@code io.stemedb.cluster.placement}, {@code io.stemedb.cluster.situation}.
 */
package io.stemedb.cluster.change;
