package io.stemedb.store;

/**
 * How far merges are behind.
 *
 * @param runs of level 0 that should have been merged already
 * @param bytes of runs of any level that should have been
 * @param waitingForSpace whether they wait for room on the disk
 */
public record MergeDebt(int runs, long bytes, boolean waitingForSpace) {}
