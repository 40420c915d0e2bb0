package io.stemedb.cluster.backup;

/**
 * The backup of one node, as it stands.
 *
 * @param node whose it is
 * @param taskId the task of that node which takes it
 * @param have how far the node's copies went before it began, and once it is done what of that they had still then: a
 *     copy that was dropped just before is not in it
 * @param folder where that node put it, on its own machine; null before it is done
 * @param lsn position of that node's journal before which it holds everything
 */
record NodeBackup(String node, String taskId, Holdings have, String folder, long lsn) {
    NodeBackup doneAt(String place, long reached, Holdings still) {
        return new NodeBackup(node, taskId, have.intersection(still), place, reached);
    }
}
