/**
 * The port between nodes: what one node asks of another ({@link io.stemedb.cluster.peer.Peer}), and how it finds it
 * ({@link io.stemedb.cluster.peer.Network}). Messages are plain records.
 *
 * <p>Each node implements {@code Peer} for the others. What carries the messages is another matter: gRPC between
 * processes, a played network in simulations. Both are held to one contract.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.record}, {@code io.stemedb.progress},
 * {@code io.stemedb.reading}, {@code io.stemedb.intake} (levels of acknowledgement), {@code io.stemedb.refusal},
 * {@code io.stemedb.cluster.agreement} (what copies rest on).
 */
package io.stemedb.cluster.peer;
