/**
 * Reads what other nodes hold: an {@link io.stemedb.reading.AssertionReader} over peers for walks over many shards,
 * what sources claimed anywhere, and questions about one concept path that are asked of a node that has all of it. Here
 * an answer learns whether it is complete.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.record}, {@code io.stemedb.reading},
 * {@code io.stemedb.progress}, {@code io.stemedb.intake} (who counts sources), {@code io.stemedb.query} (what an answer
 * rests on), {@code io.stemedb.json}, {@code io.stemedb.refusal}, {@code io.stemedb.cluster.peer}, {@code
 * io.stemedb.cluster.agreement}, {@code io.stemedb.cluster.situation}.
 */
package io.stemedb.cluster.scatter;
