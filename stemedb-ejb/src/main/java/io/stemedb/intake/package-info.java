/**
 * What is written: single claims, batches, retractions of batches, and sources. They are checked, completed, and
 * answered once they are durable.
 *
 * <p>Everything is written through the port {@link io.stemedb.intake.Recording}; nothing here calls the recorder.
 * {@code OpenDatabase} is the database together with what is kept in memory beside it. {@code Positions} turns the
 * progress of a node into tokens. Clock, randomness and executors are handed in.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.lens},
 * {@code io.stemedb.source}, {@code io.stemedb.reading}, {@code io.stemedb.progress}, {@code io.stemedb.query} (the
 * cache of hot slots), {@code io.stemedb.recorder}, {@code io.stemedb.store}, {@code io.stemedb.refusal}.
 */
package io.stemedb.intake;
