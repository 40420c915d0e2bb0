/**
 * Reads everything on disk again from time to time, so that damage is found while it can still be healed.
 *
 * <p>This package knows when, how fast, and with what result. Store and journal know how to read and what to do about
 * damage. Clock, waiting and disk are handed in.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.store}, {@code io.stemedb.journal}, {@code io.stemedb.archive},
 * {@code io.stemedb.files}, {@code io.stemedb.json}, {@code io.stemedb.task}, {@code io.stemedb.refusal}.
 */
package io.stemedb.scrub;
