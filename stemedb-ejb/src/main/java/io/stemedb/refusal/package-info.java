/**
 * Why StemeDB declines a request: one closed list, thrown by name, with the facts a client can act on.
 *
 * <p>May use: {@code java.*}. Must not use anything else: every other package may throw a refusal, so this one stands on
 * nothing. For the same reason the words for a failure are here ({@link io.stemedb.refusal.Reason}). What status a refusal has on the wire is decided in one place of the web module.
 */
package io.stemedb.refusal;
