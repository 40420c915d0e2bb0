/**
 * Reads what other nodes hold: an {@link io.stemedb.reading.AssertionReader} over peers for walks over many shards, and
 * questions about one concept path that are asked of a node that has all of it. Here an answer learns whether it is
 * complete.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.record}, {@code io.stemedb.reading},
 * {@code io.stemedb.progress}, {@code io.stemedb.refusal}, {@code io.stemedb.cluster.peer}, {@code
 * io.stemedb.cluster.agreement},
 * {@code io.stemedb.cluster.situation}.
 */
package io.stemedb.cluster.scatter;
