package io.stemedb.admin.shard;

import io.stemedb.admin.command.Param;
import io.stemedb.admin.json.Doc;

/** How a shard is named. */
public final class Shards {
    public static final String ID = "SHARD_ID";
    public static final Param PARAM = Param.of(ID, "the shard: 17, shard-17 or shard_17");

    private Shards() {}

    /** One shard with its members in order, and none of them absent. */
    public static Doc shaped(Doc shard) {
        return shard.shaped(
                        "id",
                        "leader_node",
                        "rebalance_status",
                        "pinned_to",
                        "size_bytes",
                        "assertion_count",
                        "load",
                        "replicas")
                .shapedAll(
                        "replicas",
                        "node_id",
                        "role",
                        "state",
                        "size_bytes",
                        "assertion_count",
                        "lag_seconds",
                        "root",
                        "record_root",
                        "error");
    }
}
