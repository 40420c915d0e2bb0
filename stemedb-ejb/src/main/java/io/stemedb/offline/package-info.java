/**
 * Commands on the files of a node that is stopped: take, verify and restore a backup, and repair a data directory; and
 * on the file of tokens of any node.
 *
 * <p>A command prints one line for each step and returns an exit code. Whoever calls holds the lock of the directory.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.access}, {@code io.stemedb.engine}, {@code io.stemedb.backup},
 * {@code io.stemedb.backupset}, {@code io.stemedb.repair}, {@code io.stemedb.archive}, {@code io.stemedb.recorder},
 * {@code io.stemedb.files}, {@code io.stemedb.task}, {@code io.stemedb.refusal}.
 */
package io.stemedb.offline;
