/**
 * The outermost ring of a node: it sees a request before the server and the application do. It answers for a node that
 * starts or stops, refuses what is broken or belongs to the other port, and keeps the server from refusing in its own
 * words.
 *
 * <p>May use: {@code java.*}, Grizzly (the server's HTTP library), {@code io.stemedb.refusal},
 * {@code io.stemedb.json}, {@code io.stemedb.settings}. Must not use: the launcher around it, the rest of the core.
 */
package io.stemedb.node.edge;
