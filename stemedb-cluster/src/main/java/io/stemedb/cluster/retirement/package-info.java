/**
 * How a node drops a copy of a shard that it is not listed for. {@link io.stemedb.cluster.retirement.Retirement}
 * decides
 * and is pure: each state has only the methods that are allowed in it, so a copy can be dropped no earlier than the
 * rules
 * say. {@link io.stemedb.cluster.retirement.Retiring} asks, seals and drops, and tells the state what came of it;
 * what was
 * dropped is kept for an hour as lines of JSON. When no more drops are in sight, it has merges give back the room.
 *
 * <p>May use: plain {@code java.*}, {@code io.stemedb.cluster.member}, {@code io.stemedb.cluster.situation}, {@code
 * io.stemedb.cluster.copies}, {@code io.stemedb.cluster.sync}, {@code io.stemedb.cluster.peer}, {@code
 * io.stemedb.cluster.loop}, {@code io.stemedb.assertion}, {@code io.stemedb.record}, {@code
 * io.stemedb.progress}, {@code io.stemedb.json}, {@code io.stemedb.files}, {@code io.stemedb.refusal}.
 */
package io.stemedb.cluster.retirement;
