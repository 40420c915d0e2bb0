package io.stemedb.store;

import io.stemedb.merkle.Roots;

/**
 * What a shard holds on this node.
 *
 * @param records assertions and retractions
 * @param bytes on disk, each run's shared out by its records
 * @param roots what they add up to, or null where a damaged run may hold some of them
 */
public record ShardState(int shard, long records, long bytes, Roots roots) {}
