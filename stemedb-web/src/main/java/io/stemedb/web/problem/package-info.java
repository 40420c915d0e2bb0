/**
 * How a refusal looks on the wire (RFC 9457): one shape for all of them, and the only place that knows which status a
 * {@link io.stemedb.refusal.Refusal} has.
 *
 * <p>May use: {@code io.stemedb.refusal}, {@code io.stemedb.json}, {@code io.stemedb.web.answer},
 * {@code jakarta.servlet}, {@code jakarta.ws.rs}.
 */
package io.stemedb.web.problem;
