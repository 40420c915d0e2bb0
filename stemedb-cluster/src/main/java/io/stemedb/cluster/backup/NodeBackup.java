package io.stemedb.cluster.backup;

import io.stemedb.json.CanonicalJson;

/**
 * The backup of one node, as it stands.
 *
 * @param node whose it is
 * @param taskId the task of that node which takes it
 * @param have by shard how far the node's copies went before it began, which all is in it: vectors of intervals, in hex
 * @param folder where that node put it, on its own machine; null before it is done
 * @param lsn position of that node's journal before which it holds everything
 */
public record NodeBackup(String node, String taskId, CanonicalJson have, String folder, long lsn) {
    NodeBackup doneAt(String place, long reached) {
        return new NodeBackup(node, taskId, have, place, reached);
    }
}
