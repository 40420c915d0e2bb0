/**
 * What leaves the database as a stream: an export, and the feed of changes.
 *
 * <p>May use: the core, {@code io.stemedb.cluster.node}, {@code io.stemedb.web.request},
 * {@code io.stemedb.web.reading}, {@code io.stemedb.web.direct}, {@code io.stemedb.web.problem}, {@code
 * jakarta.servlet}.
 */
package io.stemedb.web.feed;
