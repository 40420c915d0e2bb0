/**
 * Who claims: registered sources, their weights, and how both changed. What is registered is kept as facts under {@code
 * _stemedb/sources/}, so it is durable, has a history and travels between nodes as claims do.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal}. Pure: facts
 * in, weights out; no clock, no I/O, no store.
 */
package io.stemedb.source;
