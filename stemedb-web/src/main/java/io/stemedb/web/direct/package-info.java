/**
 * Calls that come thousands of times a second: plain servlets, since JAX-RS would cost each of them several times what the
 * database does. To a client they are like all others.
 *
 * <p>May use: {@code io.stemedb.json}, {@code io.stemedb.refusal}, {@code io.stemedb.web.problem}, {@code jakarta.servlet}. Must not use: {@code jakarta.ws.rs}.
 */
package io.stemedb.web.direct;
