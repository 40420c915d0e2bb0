/**
 * Who belongs to the cluster, who of them is live, and what a majority is. Every decision between nodes starts from
 * these three answers, so they stand in one place.
 *
 * <p>Pure: times come in as nanoseconds of a monotonic clock, and what is known comes in as values.
 *
 * <p>May use: plain {@code java.*}.
 */
package io.stemedb.cluster.member;
