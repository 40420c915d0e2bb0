package io.stemedb.recorder;

import io.stemedb.journal.Retention;
import java.util.concurrent.Executor;

/**
 * How a recorder works.
 *
 * @param recorder 64 bits that name this store incarnation in dots
 * @param shardCount a power of two
 * @param idempotencyMicros how long a caller's key is remembered
 * @param largestRecord the most payload bytes of one record
 * @param retention how much of the journal is kept behind the runs
 * @param queueBytes of appends that may wait
 * @param archiving has finished segments archived
 * @param mergeDebt runs that wait to be merged, from which on writers are held back
 * @param housekeeper where old segments are removed
 * @param answers where outcomes are told, a group at a time and in order
 */
record RecorderOptions(
        long recorder,
        int shardCount,
        long idempotencyMicros,
        int largestRecord,
        Retention retention,
        long queueBytes,
        Archiving archiving,
        int mergeDebt,
        Executor housekeeper,
        Executor answers) {}
