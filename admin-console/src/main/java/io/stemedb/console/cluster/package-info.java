/**
 * Shards as they are filtered and drawn.
 *
 * <p>May use: {@code java.*}, {@code jakarta.inject}, {@code jakarta.enterprise.context}, {@code jakarta.servlet} (the
 * request), {@code io.stemedb.console.document}, {@code io.stemedb.console.page}, {@code io.stemedb.console.words}, and
 * for what differs between nodes {@code io.stemedb.cluster.node} and {@code io.stemedb.cluster.view}.
 */
package io.stemedb.console.cluster;
