/**
 * Finds the damage in the files of a stopped node, says what can be done and what would be lost, and does it if it is
 * told to.
 *
 * <p>The plan is data and follows from facts alone. Journal and store carry it out.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.files}, {@code io.stemedb.journal}, {@code io.stemedb.store},
 * {@code io.stemedb.record}, {@code io.stemedb.progress}, {@code io.stemedb.recorder},
 * {@code io.stemedb.assertion}, {@code io.stemedb.refusal}.
 */
package io.stemedb.repair;
