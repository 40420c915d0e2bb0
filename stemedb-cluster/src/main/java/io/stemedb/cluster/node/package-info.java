/**
 * The life of this server's one node: it opens when the application starts, is reached through a few beans ({@link
 * io.stemedb.cluster.node.Reads}, {@link io.stemedb.cluster.node.Intake}, {@code Sources}, {@code Operations}, and the ports {@code
 * Recording} and {@code AssertionReader} below them), and is closed at the end.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.operations}, {@code jakarta.annotation}, {@code jakarta.enterprise}, {@code
 * jakarta.inject}, {@code jakarta.servlet} (to hear of the end in time), MicroProfile Config. Nothing else that runs in the server
 * reads the configuration.
 */
package io.stemedb.cluster.node;
