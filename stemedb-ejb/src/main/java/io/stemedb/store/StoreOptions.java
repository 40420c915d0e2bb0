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
 * @param merging what merges are held to
 */
public record StoreOptions(
        int shardCount,
        long tableBytes,
        int mergeFan,
        long idempotencyMicros,
        Executor flusher,
        Executor merger,
        Merging merging) {

    /** A store whose merges are held to nothing. */
    public StoreOptions(
            int shardCount, long tableBytes, int mergeFan, long idempotencyMicros, Executor flusher, Executor merger) {
        this(shardCount, tableBytes, mergeFan, idempotencyMicros, flusher, merger, Merging.FREE);
    }
}
