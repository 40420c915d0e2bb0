/**
 * Calls that are plain servlets: those that come thousands of times a second, since JAX-RS would cost each of them several times
 * what the database does, and those that answer with a stream, since JAX-RS keeps from them that a client has gone. To a client
 * they are like all others.
 *
 * <p>May use: {@code io.stemedb.json}, {@code io.stemedb.refusal}, the budget for answers of {@code io.stemedb.query},
 * {@code io.stemedb.web.problem}, {@code jakarta.servlet}. Must not use: {@code jakarta.ws.rs}.
 */
package io.stemedb.web.direct;
