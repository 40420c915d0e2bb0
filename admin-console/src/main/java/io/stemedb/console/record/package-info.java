/**
 * Who may do what, who did what, and what the nodes are set to.
 *
 * <p>May use: {@code java.*}, {@code jakarta.inject}, {@code jakarta.enterprise.context}, {@code jakarta.servlet} (the
 * request), {@code io.stemedb.console.document}, and of a node {@code audit}, {@code json}, {@code refusal},
 * {@code cluster.node}, {@code cluster.operations}, {@code cluster.view}.
 */
package io.stemedb.console.record;
