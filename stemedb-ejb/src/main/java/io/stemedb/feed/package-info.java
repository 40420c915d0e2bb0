/**
 * What leaves the database as a stream, however long: everything that is held, and everything that comes.
 *
 * <p>A reader may be as slow as he likes: nothing of the store stays pinned and no writer waits while he does. May use:
 * {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal}, {@code io.stemedb.record},
 * {@code io.stemedb.reading}, {@code io.stemedb.progress},
 * {@code io.stemedb.journal}.
 */
package io.stemedb.feed;
