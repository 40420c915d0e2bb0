/**
 * One look at a node and its cluster: how they fare, what the node holds, and what needs somebody. This is all that a
 * console is given, so that it knows nothing of engines, stores and agreement. Pure but for the interface
 * {@link io.stemedb.cluster.overview.NodeOverview}, which the running node implements.
 *
 * <p>May use: {@code java.*}, the words in which an engine says how it fares ({@code io.stemedb.engine},
 * {@code io.stemedb.store}, {@code io.stemedb.scrub}, {@code io.stemedb.archive}, {@code
 * io.stemedb.backup}), {@code io.stemedb.cluster.task}, {@code io.stemedb.cluster.gateway} (how the cluster fares and
 * who belongs to it), {@code io.stemedb.cluster.situation}, {@code io.stemedb.cluster.change} and
 * {@code io.stemedb.cluster.fact} (what is under way), {@code io.stemedb.refusal}.
 */
package io.stemedb.cluster.overview;
