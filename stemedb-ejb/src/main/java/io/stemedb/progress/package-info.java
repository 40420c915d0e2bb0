/**
 * How far something is: dots, each of which says how many records of one recorder in one shard are covered, and the
 * texts that carry them to clients and back.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.refusal}.
 */
package io.stemedb.progress;
