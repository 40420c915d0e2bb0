package io.stemedb.store;

import io.stemedb.store.ShardState.Wholeness;

/**
 * How much of a shard a node holds.
 *
 * @param records assertions and retractions
 * @param bytes on disk and in tables, those of each run and table shared out by its records
 * @param wholeness whether all that was acknowledged is there
 */
public record ShardHolding(int shard, long records, long bytes, Wholeness wholeness) {}
