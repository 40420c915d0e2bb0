/**
 * How things stand in the cluster, as one node sees it at one moment: facts, who is live, who has what. Everything that
 * acts decides by such a value and by nothing else, so that one decision rests on one moment.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.cluster.fact}, {@code io.stemedb.cluster.member},
 * {@code io.stemedb.cluster.agreement}, {@code io.stemedb.cluster.peer} (what a node says of its copies). It is pure.
 */
package io.stemedb.cluster.situation;
