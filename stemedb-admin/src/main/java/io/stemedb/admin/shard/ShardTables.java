package io.stemedb.admin.shard;

import io.stemedb.admin.gateway.Names;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import java.util.ArrayList;
import java.util.List;

/** Shards as tables. Columns have the names that the runbooks ask for. */
public final class ShardTables {
    private ShardTables() {}

    /** Those of one node, with what its own copies have. */
    public static Block of(String node, List<Doc> shards) {
        Block.Table table = Block.Table.of(
                "SHARDS OF " + node,
                "Shard ID",
                "Role",
                "State",
                "leader_node",
                "size_bytes",
                "assertion_count",
                "lag_seconds",
                "Status");
        for (Doc shard : shards) {
            Doc copy = copy(shard, node);
            table.row(
                    Cell.of(shard.text("id")),
                    Cell.of(copy.text("role")),
                    Cell.state(copy.text("state")),
                    Cell.of(shard.text("leader_node")),
                    Cell.of(copy.number("size_bytes")),
                    Cell.of(copy.number("assertion_count")),
                    Cell.of(copy.number("lag_seconds")),
                    Cell.state(shard.text("rebalance_status")));
        }
        return table;
    }

    /** Any. */
    static Block of(List<Doc> shards, boolean wide) {
        return wide ? wide(shards) : narrow(shards);
    }

    private static Block narrow(List<Doc> shards) {
        Block.Table table = Block.Table.of(
                "SHARDS", "Shard ID", "leader_node", "Replicas", "size_bytes", "assertion_count", "Status");
        for (Doc shard : shards) {
            table.row(
                    Cell.of(shard.text("id")),
                    Cell.of(shard.text("leader_node")),
                    Cell.of(replicas(shard)),
                    Cell.of(shard.number("size_bytes")),
                    Cell.of(shard.number("assertion_count")),
                    Cell.state(shard.text("rebalance_status")));
        }
        return table;
    }

    private static Block wide(List<Doc> shards) {
        Block.Table table = Block.Table.of(
                "SHARDS",
                "Shard ID",
                "leader_node",
                "Replicas",
                "size_bytes",
                "assertion_count",
                "Status",
                "pinned_to",
                "Reads/s",
                "Writes/s");
        for (Doc shard : shards) {
            Doc load = shard.doc("load");
            table.row(
                    Cell.of(shard.text("id")),
                    Cell.of(shard.text("leader_node")),
                    Cell.of(replicas(shard)),
                    Cell.of(shard.number("size_bytes")),
                    Cell.of(shard.number("assertion_count")),
                    Cell.state(shard.text("rebalance_status")),
                    Cell.of(shard.text("pinned_to")),
                    Cell.of(load.number("reads_per_second")),
                    Cell.of(load.number("writes_per_second")));
        }
        return table;
    }

    /** The copies of one shard. */
    static Block copies(Doc shard, boolean wide) {
        Block.Table table = wide
                ? Block.Table.of(
                        "REPLICAS OF " + shard.text("id"),
                        "Node ID",
                        "Role",
                        "State",
                        "size_bytes",
                        "assertion_count",
                        "lag_seconds",
                        "Error",
                        "root",
                        "record_root")
                : Block.Table.of(
                        "REPLICAS OF " + shard.text("id"),
                        "Node ID",
                        "Role",
                        "State",
                        "size_bytes",
                        "assertion_count",
                        "lag_seconds",
                        "Error");
        for (Doc copy : shard.docs("replicas")) {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.of(copy.text("node_id")),
                    Cell.of(copy.text("role")),
                    Cell.state(copy.text("state")),
                    Cell.of(copy.number("size_bytes")),
                    Cell.of(copy.number("assertion_count")),
                    Cell.of(copy.number("lag_seconds")),
                    Cell.of(copy.text("error"))));
            if (wide) {
                cells.add(Cell.of(copy.text("root")));
                cells.add(Cell.of(copy.text("record_root")));
            }
            table.row(cells.toArray(new Cell[0]));
        }
        return table;
    }

    private static String replicas(Doc shard) {
        return String.join(",", Names.of(shard.docs("replicas"), "node_id"));
    }

    private static Doc copy(Doc shard, String node) {
        for (Doc copy : shard.docs("replicas")) {
            if (node.equals(copy.text("node_id"))) {
                return copy;
            }
        }
        return Doc.of(null);
    }
}
