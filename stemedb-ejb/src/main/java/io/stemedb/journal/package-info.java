/**
 * The write-ahead log: preallocated segments of checked frames, one force for each group, replay after a crash.
 *
 * <p>It keeps payloads and does not know what they mean. May use: {@code java.*}, {@code io.stemedb.files}, and to
 * say why something failed {@code io.stemedb.refusal}.
 */
package io.stemedb.journal;
