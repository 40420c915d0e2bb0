package io.stemedb.backupset;

import java.util.List;
import java.util.SortedMap;

/**
 * Which backups belong together.
 *
 * @param about whose backups they are
 * @param begun when it began, microseconds since 1970
 * @param covers whether together they have all that any node had when it began
 * @param nodes backups that are done
 * @param missing why there is none of a counted node, by node
 */
public record ClusterManifest(
        About about, long begun, boolean covers, List<NodeBackup> nodes, SortedMap<String, String> missing) {
    /**
     * The cluster.
     *
     * @param id 32 hex digits
     * @param factor how many nodes are to keep each shard
     */
    public record About(String name, String id, int shardCount, int factor) {}

    /**
     * Whether they hold everything that was acknowledged before it began. Each acknowledged claim was on the disk of a
     * counted node then. If one of these did not say what it had, that is not known, since only that one may have it. A
     * claim that a node had and dropped before its backup began must be in the backup of another.
     */
    public boolean complete() {
        return covers && missing.isEmpty();
    }

    /** Why it is not complete, in words. */
    String lack() {
        return missing.isEmpty()
                ? "a copy was moved and dropped while it was taken"
                : "there is no backup of " + String.join(", ", missing.keySet()) + ": " + missing;
    }
}
