/**
 * Calls that are plain servlets: the hottest ones, those that answer after their request thread has left, and those
 * that answer with a stream. JAX-RS would cost a hot call several times what the database does, and it hides from a
 * stream that its client has gone. Clients see no difference.
 *
 * <p>May use: {@code io.stemedb.json}, {@code io.stemedb.refusal}, the budget for answers of {@code io.stemedb.query},
 * {@code io.stemedb.web.problem}, {@code io.stemedb.web.request}, {@code jakarta.servlet}. Must not use:
 * {@code jakarta.ws.rs}.
 */
package io.stemedb.web.direct;
