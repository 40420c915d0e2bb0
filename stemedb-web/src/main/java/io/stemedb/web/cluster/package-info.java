/**
 * The cluster as operators see it; on the gateway's port.
 *
 * <p>May use: the core, {@code io.stemedb.cluster}, {@code io.stemedb.cluster.node}, {@code io.stemedb.web.request},
 * {@code io.stemedb.web.answer}, {@code io.stemedb.web.problem}, {@code io.stemedb.web.task} (how tasks are shown),
 * {@code jakarta.servlet}, {@code jakarta.ws.rs}.
 */
package io.stemedb.web.cluster;
