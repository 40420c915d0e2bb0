/**
 * The numbers of the node at {@code /metrics}, beside those of the server.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.node}, the counts of {@code io.stemedb.cluster.sync} and
 * {@code io.stemedb.cluster.compare}, {@code jakarta.servlet}, and the library of Prometheus.
 */
package io.stemedb.web.metrics;
