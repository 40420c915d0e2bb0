/**
 * Who may call what: one table of all calls and their roles, the filter that holds every request to it, and the calls
 * about tokens and about the record of what operators did.
 *
 * <p>{@link io.stemedb.web.access.AccessTable} and {@link io.stemedb.web.access.Door} only decide.
 *
 * <p>May use: {@code io.stemedb.access}, {@code io.stemedb.audit}, {@code io.stemedb.cluster.access} (what operators do
 * about tokens), {@code io.stemedb.cluster.view} (how tokens are shown), the core, {@code io.stemedb.web.request},
 * {@code io.stemedb.web.answer}, {@code io.stemedb.web.direct} (how calls end), {@code io.stemedb.web.problem},
 * {@code jakarta.servlet}, {@code jakarta.ws.rs}, the library of Prometheus.
 */
package io.stemedb.web.access;
