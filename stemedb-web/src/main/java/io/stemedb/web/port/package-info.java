/**
 * Which calls answer on which port.
 *
 * <p>May use: {@code io.stemedb.refusal}, {@code io.stemedb.web.node}, {@code jakarta.ws.rs}.
 */
package io.stemedb.web.port;
