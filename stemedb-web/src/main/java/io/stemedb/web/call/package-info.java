/**
 * What surrounds every call: it is counted and timed, it gets the media type that its client likes best, and a client
 * that goes away causes no error.
 *
 * <p>May use: {@code io.stemedb.web.direct} (how calls end), {@code io.stemedb.web.problem},
 * {@code io.stemedb.web.request}, {@code jakarta.servlet}, {@code jakarta.enterprise}, the library of Prometheus.
 */
package io.stemedb.web.call;
