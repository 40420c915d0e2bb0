/**
 * The sums of the records of a shard, so that one line compares two sets of any size: sums of leaves by bucket, and a
 * tree above them.
 *
 * <p>Pure: the same records in any order give the same sums. Only the caller knows the meaning of a record's bytes.
 *
 * <p>May use: {@code java.*} that only computes.
 */
package io.stemedb.merkle;
