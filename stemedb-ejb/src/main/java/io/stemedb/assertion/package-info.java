/**
 * What an assertion is: the words of a claim, their limits, how a claim is completed, and how its id follows from it.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.refusal}, {@code io.stemedb.json}. Pure: no clock, no randomness and no
 * I/O of its own; whoever completes a claim hands in the time and the nonce.
 */
package io.stemedb.assertion;
