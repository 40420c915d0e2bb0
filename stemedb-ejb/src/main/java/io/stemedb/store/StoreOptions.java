package io.stemedb.store;

import java.util.concurrent.Executor;

/**
 * How a store is run.
 *
 * @param shardCount a power of two, fixed when the data directory is made
 * @param tableBytes estimated heap bytes at which the table in memory becomes a run
 * @param mergeFan runs of one level that become one of the next
 * @param idempotencyMicros how long a caller's key is remembered
 * @param flusher where tables are written; one at a time
 * @param merger where runs are merged; one at a time
 */
public record StoreOptions(
        int shardCount, long tableBytes, int mergeFan, long idempotencyMicros, Executor flusher, Executor merger) {}
