/**
 * Nodes: the list of them, one of them, and the shards that it keeps.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.admin.command}, {@code io.stemedb.admin.gateway},
 * {@code io.stemedb.admin.json}, {@code io.stemedb.admin.outcome}, {@code io.stemedb.admin.shard},
 * {@code io.stemedb.admin.show}.
 */
package io.stemedb.admin.node;
