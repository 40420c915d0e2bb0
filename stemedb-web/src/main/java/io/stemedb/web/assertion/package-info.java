/**
 * Claims as they are written: single ones, batches and retractions; and the reading of one slot's history or one id.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.node}, {@code io.stemedb.web.request}, {@code
 * io.stemedb.web.reading},
 * {@code io.stemedb.web.answer}, {@code io.stemedb.web.direct}, {@code io.stemedb.web.problem},
 * {@code jakarta.servlet}, {@code jakarta.ws.rs}.
 */
package io.stemedb.web.assertion;
