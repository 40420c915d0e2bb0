/**
 * Claims in: one by one, by the million, and withdrawn again; and each of them by its id.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.node}, {@code io.stemedb.web.request}, {@code io.stemedb.web.answer}, {@code
 * io.stemedb.web.direct}, {@code io.stemedb.web.problem}, {@code jakarta.servlet}, {@code
 * jakarta.ws.rs}.
 */
package io.stemedb.web.assertion;
