/**
 * The node in numbers, at {@code /metrics}.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.node}, MicroProfile Metrics.
 */
package io.stemedb.web.metrics;
