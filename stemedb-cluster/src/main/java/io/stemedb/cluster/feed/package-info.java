/**
 * The feed of changes over all nodes: of each shard one node that has all of it tells what it records, and whoever
 * follows may go on at another node.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.feed}, {@code io.stemedb.journal},
 * {@code io.stemedb.progress}, {@code io.stemedb.record}, {@code io.stemedb.recorder}, {@code io.stemedb.store},
 * {@code io.stemedb.refusal}, {@code io.stemedb.cluster.peer}, {@code io.stemedb.cluster.scatter}, {@code
 * io.stemedb.cluster.situation}.
 */
package io.stemedb.cluster.feed;
