package io.stemedb.admin.node;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Param;
import io.stemedb.admin.gateway.Names;
import io.stemedb.admin.json.Doc;
import java.util.ArrayList;
import java.util.List;

/** Nodes as the gateway tells of them. */
public final class Nodes {
    static final String ID = "NODE_ID";
    static final Param PARAM = Param.of(ID, "the node, or the begin of its id");

    private Nodes() {}

    /** All of them, each with every member that a node can have. */
    public static Doc all(Call call) {
        Doc answer = call.gateway().get("/v1/admin/nodes");
        List<Doc> nodes = new ArrayList<>();
        for (Doc node : answer.docs("nodes")) {
            nodes.add(whole(node));
        }
        return answer.with("nodes", Doc.values(nodes));
    }

    /** What is asked of one node. */
    static Doc of(Call call, String after) {
        return Names.get(
                call.gateway(),
                "/v1/admin/nodes/",
                call.words().text(ID),
                after,
                () -> Names.of(call.gateway().get("/v1/admin/nodes").docs("nodes"), "id"));
    }

    static Doc whole(Doc node) {
        return node.shaped(
                "id",
                "status",
                "state",
                "address",
                "last_seen",
                "assertion_count",
                "stored_assertions",
                "shards_leader",
                "shards_follower",
                "disk_free_bytes",
                "version",
                "uptime_seconds",
                "error");
    }

    /** Every shard that it keeps. */
    static List<String> shards(Doc node) {
        List<String> all = new ArrayList<>(node.texts("shards_leader"));
        all.addAll(node.texts("shards_follower"));
        return all;
    }
}
