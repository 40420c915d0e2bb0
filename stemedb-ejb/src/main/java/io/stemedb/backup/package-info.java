/**
 * Backups of a data directory: taking one beside a running node, reading one back byte by byte, and making a directory
 * from one.
 *
 * <p>Clock, randomness and disk are handed in.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.recorder}, {@code io.stemedb.record}, {@code io.stemedb.store},
 * {@code io.stemedb.archive}, {@code io.stemedb.journal}, {@code io.stemedb.assertion}, {@code io.stemedb.json},
 * {@code io.stemedb.files}, {@code io.stemedb.merkle}, {@code io.stemedb.task}, {@code io.stemedb.refusal}, Jackson's
 * streaming parser.
 */
package io.stemedb.backup;
