/**
 * Sources, and the weight that operators give them.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.node}, {@code io.stemedb.web.request},
 * {@code io.stemedb.web.reading}, {@code io.stemedb.web.answer}, {@code io.stemedb.web.direct}, {@code
 * jakarta.servlet}, {@code jakarta.ws.rs}.
 */
package io.stemedb.web.source;
