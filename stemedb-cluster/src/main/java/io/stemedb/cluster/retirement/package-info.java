/**
 * How a node drops a copy of a shard that it is not listed for. Each state has only the methods that are allowed in it,
 * so a copy can be dropped no earlier than the rules say.
 *
 * <p>Pure: the shell asks, seals and deletes, and tells the state what came of it.
 *
 * <p>May use: plain {@code java.*}, {@code io.stemedb.cluster.member}.
 */
package io.stemedb.cluster.retirement;
