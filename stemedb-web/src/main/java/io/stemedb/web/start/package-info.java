/**
 * What a visitor finds who calls the node without knowing anything.
 *
 * <p>May use: {@code io.stemedb.web.answer}, {@code io.stemedb.web.request}, {@code jakarta.servlet},
 * {@code jakarta.ws.rs}.
 */
package io.stemedb.web.start;
