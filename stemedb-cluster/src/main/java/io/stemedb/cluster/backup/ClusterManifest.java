package io.stemedb.cluster.backup;

import io.stemedb.assertion.Times;
import io.stemedb.json.JsonWriter;
import java.util.List;
import java.util.SortedMap;

/**
 * Which backups belong together.
 *
 * @param about whose backups they are
 * @param begun when it began, microseconds since 1970
 * @param nodes backups that are done
 * @param covers whether together they have all that any node had when it began
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

    /** As a file. */
    byte[] json() {
        JsonWriter out = new JsonWriter().beginObject();
        out.name("format").number(1);
        out.name("cluster_name").string(about.name());
        out.name("cluster_id").string(about.id());
        out.name("shard_count").number(about.shardCount());
        out.name("factor").number(about.factor());
        out.name("begun_at").string(Times.format(begun));
        out.name("complete").bool(complete());
        out.name("covers").bool(covers);
        out.name("missing").beginObject();
        missing.forEach((node, why) -> out.name(node).string(why));
        out.endObject();
        out.name("nodes").beginArray();
        for (NodeBackup one : nodes) {
            out.beginObject();
            out.name("node_id").string(one.node());
            out.name("folder").string(one.folder());
            out.name("lsn").number(one.lsn());
            one.have().writeTo(out.name("have"));
            out.endObject();
        }
        return out.endArray().endObject().newLine().toByteArray();
    }
}
