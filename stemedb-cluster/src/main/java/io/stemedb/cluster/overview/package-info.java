/**
 * One look at a node: how it fares, what it holds, and what of it needs somebody. This is all that a console is given,
 * so that it knows nothing of engines and stores. Pure but for the interface
 * {@link io.stemedb.cluster.overview.NodeOverview}, which the running node implements.
 *
 * <p>May use: {@code java.*}, the words in which an engine says how it fares ({@code io.stemedb.engine},
 * {@code io.stemedb.store}, {@code io.stemedb.scrub}, {@code io.stemedb.archive}, {@code
 * io.stemedb.backup}), {@code io.stemedb.cluster.task}, {@code io.stemedb.refusal}.
 */
package io.stemedb.cluster.overview;
