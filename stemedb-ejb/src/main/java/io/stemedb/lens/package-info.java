/**
 * How contradictions are resolved: which claims of a slot are candidates, and which of them each lens chooses.
 *
 * <p>Pure: the same claims, view and authorities give the same answer on every node, in whatever order the claims are
 * handed in. No clock, no I/O, no randomness.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal}.
 */
package io.stemedb.lens;
