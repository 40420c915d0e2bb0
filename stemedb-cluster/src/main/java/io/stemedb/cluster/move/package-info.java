/**
 * Keeps the lists of holders as they should be: plans for the shards that this node controls, and states the lists.
 * Nothing rests on there being one controller: two that plan at once do no harm.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.cluster.agreement},
 * {@code io.stemedb.cluster.fact}, {@code io.stemedb.cluster.member}, {@code io.stemedb.cluster.placement},
 * {@code io.stemedb.cluster.peer}, {@code io.stemedb.cluster.situation}.
 */
package io.stemedb.cluster.move;
