package io.stemedb.cluster.node;

import java.util.concurrent.Executor;

/**
 * Threads for work of a node that takes its time. Those that wait for copies to be alike are not those that make them
 * alike, here or at the node that is waited for.
 *
 * @param readers answer what other nodes ask, and may wait for a comparison or for what a token stands for
 * @param copiers read and check what makes copies alike, and wait for nothing but disks
 */
public record Pools(Executor readers, Executor copiers) {}
