package io.stemedb.backupset;

import io.stemedb.backup.BackupManifest;
import io.stemedb.json.JsonWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The backup of one node of a cluster.
 *
 * @param node whose it is
 * @param folder where that node put it, on its own machine
 * @param lsn position of that node's journal before which it holds everything
 * @param store store of that node, 16 hex digits; empty if a node of an earlier version has not told it
 * @param have how far the node's copies went before it began, without those that were dropped meanwhile
 */
public record NodeBackup(String node, String folder, long lsn, String store, Holdings have) {
    /** Where it is if the folders of all nodes are beside the manifest, as each node has made its own. */
    Path beside(Path manifest) {
        return manifest.resolveSibling(node).resolve(name());
    }

    private String name() {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    /** What tells a backup from this one; empty if it is this one. */
    Optional<String> differs(BackupManifest found, int shardCount) {
        if (!found.identity().nodeId().equals(node)) {
            return Optional.of("it is a backup of node " + found.identity().nodeId());
        }
        if (!store.isEmpty() && !found.identity().storeName().equals(store)) {
            return Optional.of("it is of store " + found.identity().storeName() + " of that node, not of " + store);
        }
        if (found.lsn() != lsn) {
            return Optional.of("it is of another moment: it goes up to LSN " + found.lsn() + ", not to " + lsn);
        }
        if (found.identity().shardCount() != shardCount) {
            return Optional.of("it has " + found.identity().shardCount() + " shards, not " + shardCount);
        }
        return Optional.empty();
    }

    void writeTo(JsonWriter out) {
        out.beginObject();
        out.name("node_id").string(node);
        out.name("folder").string(folder);
        out.name("lsn").number(lsn);
        if (!store.isEmpty()) {
            out.name("store").string(store);
        }
        have.writeTo(out.name("have"));
        out.endObject();
    }
}
