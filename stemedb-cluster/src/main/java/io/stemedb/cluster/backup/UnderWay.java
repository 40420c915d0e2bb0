package io.stemedb.cluster.backup;

import io.stemedb.backupset.Holdings;
import io.stemedb.backupset.NodeBackup;

/**
 * The backup of one node that is not done yet.
 *
 * @param node whose it is
 * @param taskId the task of that node which takes it
 * @param have how far the node's copies went before it began
 */
record UnderWay(String node, String taskId, Holdings have) {
    /** @param still what the node has now: a copy that was dropped just before it began is not in the backup */
    NodeBackup doneAt(String folder, long lsn, String store, Holdings still) {
        return new NodeBackup(node, folder, lsn, store, have.intersection(still));
    }
}
