/**
 * The life of this server's one node. The node opens when the application starts and closes when it ends. Surfaces
 * reach it through a few beans: {@link io.stemedb.cluster.node.Reads}, {@link io.stemedb.cluster.node.Intake},
 * {@code Sources} and {@code Operations}, and the ports {@code Recording} and {@code AssertionReader} below them. The
 * console gets a look at it as {@link io.stemedb.cluster.overview.NodeOverview}.
 *
 * <p>May use: the core, every other room of {@code io.stemedb.cluster}, {@code jakarta.annotation}, {@code
 * jakarta.enterprise}, {@code jakarta.inject}, {@code jakarta.servlet} (to hear of the end
 * in time), MicroProfile Config. Nothing else in the server reads the configuration.
 */
package io.stemedb.cluster.node;
