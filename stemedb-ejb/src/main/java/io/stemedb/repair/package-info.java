/**
 * Finds out what is damaged in the files of a stopped node, says what can be done and what would be lost, and does it when it is
 * told to. The plan is data and comes from facts alone; doing it is thin and done by journal and store.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.files}, {@code io.stemedb.journal}, {@code io.stemedb.store}, {@code
 * io.stemedb.record}, {@code io.stemedb.recorder}, {@code io.stemedb.assertion}, and to say why something failed {@code io.stemedb.refusal}.
 */
package io.stemedb.repair;
