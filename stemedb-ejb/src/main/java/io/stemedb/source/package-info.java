/**
 * Registered sources and their weights, and how both changed. A registration is kept as a fact under
 * {@code _stemedb/sources/}, so it is durable, has a history, and travels between nodes like a claim.
 *
 * <p>Pure: facts in, weights out; no clock, no I/O, no store.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal}.
 */
package io.stemedb.source;
