/**
 * How a node becomes part of a cluster: it founds one, is let in by a member, or waits and says why.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.json}, {@code io.stemedb.cluster.fact},
 * {@code io.stemedb.cluster.member}, {@code io.stemedb.cluster.peer}, {@code io.stemedb.cluster.situation}.
 */
package io.stemedb.cluster.join;
