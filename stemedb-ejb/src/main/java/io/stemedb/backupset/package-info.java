/**
 * The backups of nodes that together are one of a cluster: the manifest that says which of them belong together, and
 * reading all of them back.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.backup} and {@code io.stemedb.recorder} (the backup of a node, and
 * whose it is), {@code io.stemedb.progress} (how far copies go), {@code io.stemedb.assertion} (times),
 * {@code io.stemedb.json}, {@code io.stemedb.files}, {@code io.stemedb.task}, {@code io.stemedb.refusal}.
 */
package io.stemedb.backupset;
