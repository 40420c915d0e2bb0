/**
 * What operators can change by the console: one closed list of changes, each with the call of the gateway and the
 * command line that do the same.
 *
 * <p>May use: {@code java.*}, {@code jakarta.inject}, {@code jakarta.enterprise.context}, {@code jakarta.servlet},
 * {@code io.stemedb.console.page}, {@code io.stemedb.console.document}, and of a node {@code access}, {@code assertion}
 * (limits of names), {@code refusal}, {@code cluster.access}, {@code cluster.change}, {@code cluster.node},
 * {@code cluster.operations}, {@code cluster.task}, {@code cluster.view}.
 */
package io.stemedb.console.action;
