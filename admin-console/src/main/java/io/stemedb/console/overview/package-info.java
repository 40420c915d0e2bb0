/**
 * The page that shows one node at a look: how it fares, what it holds, its shards.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.cluster.overview}, {@code jakarta.inject},
 * {@code jakarta.enterprise.context}.
 */
package io.stemedb.console.overview;
