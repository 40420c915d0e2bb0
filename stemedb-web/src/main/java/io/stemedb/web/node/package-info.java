/**
 * The one engine of this server: opened when the application starts, handed out to every resource, closed at the end.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.operations}, {@code jakarta.annotation}, {@code jakarta.servlet}, MicroProfile Config. Nothing else in this module reads the configuration.
 */
package io.stemedb.web.node;
