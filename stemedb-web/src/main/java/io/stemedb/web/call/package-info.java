/**
 * What stands around every call: it is counted and timed, and a client that goes away is let go without a word.
 *
 * <p>May use: {@code io.stemedb.web.direct} (how calls end), {@code jakarta.servlet}, {@code jakarta.enterprise}, the library of
 * Prometheus. Knows no feature but by its path.
 */
package io.stemedb.web.call;
