/**
 * The port through which queries and feeds read what is held: one slot, a walk over slots, or one id.
 *
 * <p>The store implements it; whoever reads uses only this package and does not see the store. Every implementation is
 * held to {@code AssertionReaderContract}.
 *
 * <p>May use: plain {@code java.*}, {@code io.stemedb.assertion}.
 */
package io.stemedb.reading;
