/**
 * How contradictions are resolved: which claims of a slot are candidates, and what each lens makes of them.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.refusal}. Pure: the
 * same claims, view and authorities give the same answer on every node, in whatever order the claims are handed in. No
 * clock, no I/O, no randomness.
 */
package io.stemedb.lens;
