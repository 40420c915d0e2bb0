/**
 * The write path: gives each new assertion its time and dot, makes groups of them durable in the journal, applies them
 * to the store, and opens and closes a data directory as one.
 *
 * <p>Clock, randomness and disk are handed in. The writer is the one thread that it starts.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.archive}, {@code io.stemedb.journal},
 * {@code io.stemedb.record}, {@code io.stemedb.reading}, {@code io.stemedb.progress}, {@code io.stemedb.store},
 * {@code io.stemedb.files}, {@code io.stemedb.json}, {@code io.stemedb.refusal}, Jackson's streaming parser (the
 * identity file).
 */
package io.stemedb.recorder;
