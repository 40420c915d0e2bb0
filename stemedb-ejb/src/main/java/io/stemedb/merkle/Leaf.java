package io.stemedb.merkle;

/**
 * What one record adds to the two sums of its bucket, 128 bits each. On disk for ever, in side files.
 *
 * @param contentHigh of what was claimed
 * @param recordHigh of every stored byte
 */
public record Leaf(long contentHigh, long contentLow, long recordHigh, long recordLow) {}
