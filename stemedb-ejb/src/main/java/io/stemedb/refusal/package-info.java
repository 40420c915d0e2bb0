/**
 * Why StemeDB declines a request: one closed list, thrown by name, with facts that a client can act on.
 *
 * <p>Every other package may throw a refusal, so this one uses nothing else. {@link io.stemedb.refusal.Reason} puts a
 * failure into words. The web module decides in one place which status a refusal has.
 *
 * <p>May use: {@code java.*}.
 */
package io.stemedb.refusal;
