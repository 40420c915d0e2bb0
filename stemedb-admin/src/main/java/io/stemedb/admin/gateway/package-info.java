/**
 * The gateway over HTTP: sends a request to the first address that can be connected to, and makes a refusal
 * into the one
 * line that an operator reads.
 *
 * <p>May use: {@code java.*}, {@code javax.net.ssl}, {@code io.stemedb.admin.json}, {@code io.stemedb.admin.outcome},
 * {@code io.stemedb.admin.settings}.
 */
package io.stemedb.admin.gateway;
