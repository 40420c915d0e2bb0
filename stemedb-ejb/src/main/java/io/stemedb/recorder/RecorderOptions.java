package io.stemedb.recorder;

import io.stemedb.journal.Retention;
import java.util.concurrent.Executor;

/**
 * How a recorder works.
 *
 * @param name under which it records
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
        OwnName name,
        int shardCount,
        long idempotencyMicros,
        int largestRecord,
        Retention retention,
        long queueBytes,
        Archiving archiving,
        int mergeDebt,
        Executor housekeeper,
        Executor answers) {}
