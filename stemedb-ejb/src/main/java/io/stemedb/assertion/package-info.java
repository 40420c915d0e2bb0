/**
 * What an assertion is: the fields of a claim, their limits, how a claim is completed, and how its id follows from it.
 *
 * <p>Pure: no clock, no randomness and no I/O. The caller hands in the time and the nonce.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.refusal}, {@code io.stemedb.json}.
 */
package io.stemedb.assertion;
