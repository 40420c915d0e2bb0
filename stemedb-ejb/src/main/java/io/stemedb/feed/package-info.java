/**
 * What leaves the database as a stream of any length: the export of everything held, and the feed of changes.
 *
 * <p>A reader may be slow: it keeps no files of the store open and makes no writer wait.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal},
 * {@code io.stemedb.record}, {@code io.stemedb.reading}, {@code io.stemedb.progress}, {@code io.stemedb.journal}.
 */
package io.stemedb.feed;
