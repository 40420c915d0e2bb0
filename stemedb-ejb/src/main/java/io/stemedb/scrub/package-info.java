/**
 * Reads everything that is on disk again, now and then, so that damage is found while it can still be healed and not when the last good
 * copy is gone.
 *
 * <p>How runs and journal are read and what is done about damage is theirs; this package knows when, how fast, and what came of it. May use:
 * {@code java.*}, {@code io.stemedb.store}, {@code io.stemedb.journal}, {@code io.stemedb.archive}, {@code io.stemedb.files}, {@code io.stemedb.json}, {@code
 * io.stemedb.task}, and to say why something failed {@code io.stemedb.refusal}. Clock, waiting and disk are handed in.
 */
package io.stemedb.scrub;
