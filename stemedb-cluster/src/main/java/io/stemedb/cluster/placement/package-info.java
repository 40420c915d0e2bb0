/**
 * Which nodes are to hold which shard: members, holder lists, pins and drains in, a plan of moves out.
 *
 * <p>Pure: the same facts give the same plan on every node, so two nodes that plan at the same time agree.
 *
 * <p>May use: plain {@code java.*}, {@code io.stemedb.cluster.member}.
 */
package io.stemedb.cluster.placement;
