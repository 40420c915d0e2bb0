package io.stemedb.recorder;

/**
 * How a recorder works.
 *
 * @param recorder 64 bits that name this store incarnation in dots
 * @param shardCount a power of two
 * @param idempotencyMicros how long a caller's key is remembered
 */
record RecorderOptions(long recorder, int shardCount, long idempotencyMicros) {}
