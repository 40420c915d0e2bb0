/**
 * How far something is: vectors, which say which records of each recorder are held in a shard, and the
 * texts that carry them to clients and back.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.refusal}.
 */
package io.stemedb.progress;
