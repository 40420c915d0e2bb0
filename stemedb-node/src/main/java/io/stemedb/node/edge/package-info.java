/**
 * The outermost ring of a node: what becomes of a request before the server and the application see it. It speaks for a node that
 * is not there yet or no more, refuses what is broken or does not belong on a port, and keeps the server from ever doing so in
 * its own words.
 *
 * <p>May use: {@code java.*}, Grizzly (the server's HTTP library), {@code io.stemedb.refusal}, {@code io.stemedb.json},
 * {@code io.stemedb.settings}. Must not use: the launcher around it, the rest of the core.
 */
package io.stemedb.node.edge;
