/**
 * What surrounds every call: it is counted and timed, and a client that goes away causes no error.
 *
 * <p>May use: {@code io.stemedb.web.direct} (how calls end), {@code jakarta.servlet}, {@code jakarta.enterprise}, the
 * library of Prometheus.
 */
package io.stemedb.web.call;
