/**
 * Keeps assertions: a table in memory, immutable sorted runs on disk, and the manifest that says which runs count.
 *
 * <p>It does not know the journal: the recorder applies to it what the journal has forced.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.files},
 * {@code io.stemedb.merkle}, {@code io.stemedb.record}, {@code io.stemedb.reading}, {@code io.stemedb.progress},
 * {@code io.stemedb.refusal}, {@code io.stemedb.task}, MVStore, Guava's Bloom filter, and Jackson's streaming parser
 * (the manifest).
 */
package io.stemedb.store;
