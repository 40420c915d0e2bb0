/**
 * What somebody finds who calls the node without knowing anything.
 *
 * <p>May use: {@code jakarta.ws.rs}, {@code io.stemedb.web.request}.
 */
package io.stemedb.web.start;
