/**
 * What every node of a cluster knows: who belongs to it, where each is reached, who is to keep which shard. A fact is
 * kept as an assertion below {@code _stemedb/cluster/}, so it is as durable as a claim; there is no leader and no
 * log. Of
 * several versions the greatest counts, so the order in which a node hears of them never matters.
 *
 * <p>{@link io.stemedb.cluster.fact.Facts} are pure values; only {@link io.stemedb.cluster.fact.FactBook} acts.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.record},
 * {@code io.stemedb.access} (what a token is),
 * {@code io.stemedb.reading}, {@code io.stemedb.recorder}, {@code io.stemedb.intake}, {@code io.stemedb.refusal},
 * {@code io.stemedb.cluster.peer}, {@code io.stemedb.cluster.loop}.
 */
package io.stemedb.cluster.fact;
