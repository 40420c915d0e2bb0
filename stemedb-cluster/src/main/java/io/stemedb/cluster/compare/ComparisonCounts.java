package io.stemedb.cluster.compare;

/**
 * What comparisons that copied what was missing came to since the start; those that only tell do not count.
 *
 * @param runs pairs of nodes that were compared
 * @param differences records that differed
 * @param records that were stored where they were missing
 */
public record ComparisonCounts(long runs, long differences, long records) {}
