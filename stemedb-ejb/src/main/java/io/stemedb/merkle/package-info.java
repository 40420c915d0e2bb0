/**
 * What the records of a shard add up to, so that two sets of any size can be compared by one line: sums of leaves by bucket, and a tree
 * above them.
 *
 * <p>Pure: the same records in any order give the same sums. May use: {@code java.*} that only computes. What a record's bytes mean is
 * known to who calls.
 */
package io.stemedb.merkle;
