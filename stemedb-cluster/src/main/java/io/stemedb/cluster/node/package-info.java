/**
 * The life of this server's one node: it opens when the application starts, is handed out to whatever serves requests, and is
 * closed at the end.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.operations}, {@code jakarta.annotation}, {@code jakarta.enterprise}, {@code
 * jakarta.inject}, {@code jakarta.servlet} (to hear of the end in time), MicroProfile Config. Nothing else that runs in the server
 * reads the configuration.
 */
package io.stemedb.cluster.node;
