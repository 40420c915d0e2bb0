/**
 * The backup of a whole cluster: each node takes one of its own, and a manifest says which of them belong together, how
 * far each goes at least, and whether they hold everything. Restored, each is a node again, and the nodes fill each
 * other as they always do; so the number of nodes may change afterwards by the usual calls.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.cluster.peer} (orders), {@code io.stemedb.backupset} (the
 * manifest), {@code io.stemedb.json}, {@code io.stemedb.files}, {@code io.stemedb.task}.
 */
package io.stemedb.cluster.backup;
