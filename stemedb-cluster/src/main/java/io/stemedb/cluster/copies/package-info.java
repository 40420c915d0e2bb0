/**
 * This node's own copies of shards: how far each goes, for which of them the node vouches that it has had all, and what
 * they have had all of.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.progress}, {@code io.stemedb.merkle},
 * {@code io.stemedb.record},
 * {@code io.stemedb.recorder}, {@code io.stemedb.store}, {@code io.stemedb.files}, {@code io.stemedb.json},
 * {@code io.stemedb.refusal}, {@code io.stemedb.cluster.agreement}, {@code io.stemedb.cluster.peer}.
 */
package io.stemedb.cluster.copies;
