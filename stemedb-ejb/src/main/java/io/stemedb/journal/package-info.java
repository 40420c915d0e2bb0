/**
 * The write-ahead log: preallocated segments of checked frames, one force for each group, and replay after a crash.
 *
 * <p>It keeps payloads and does not know their meaning.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.files}, {@code io.stemedb.refusal}.
 */
package io.stemedb.journal;
