/**
 * Which tokens a node goes by: those that the whole cluster knows, and those of its own file until the cluster does.
 *
 * <p>What all nodes know and what the file says are put together by one rule: a token that either of them ends has
 * ended. So nothing brings a revoked token back, and an operator who has lost all tokens makes one with a command.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.access}, {@code io.stemedb.refusal}.
 */
package io.stemedb.cluster.access;
