package io.stemedb.admin.node;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Amounts;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Ranges;
import io.stemedb.admin.show.Shown;
import io.stemedb.admin.show.Tone;
import java.util.ArrayList;
import java.util.List;

/** {@code node list}. */
public final class ListVerb implements Verb {
    private static final String TITLE = "NODES";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("node list", Kind.READ, "Lists the nodes with their shards")
                .noting("A node that cannot be reached stays in the list, with what is known of it. "
                        + "--output wide shows long lists of shards in full.")
                .likeIn("node list", "node list --output wide", "node list --watch 5");
    }

    @Override
    public Outcome run(Call call) {
        Doc all = Nodes.all(call);
        List<Doc> nodes = all.docs("nodes");
        List<Block> blocks = new ArrayList<>();
        blocks.add(call.screen().isWide() ? wide(nodes) : table(nodes));
        for (Doc node : nodes) {
            if (node.text("error") != null && !call.screen().isWide()) {
                blocks.add(new Block.Line(new Cell(node.text("id") + ": " + node.text("error"), Tone.WARNING)));
            }
        }
        return call.show(new Shown(all, nodes, blocks, Outcome.FINE));
    }

    private static Block table(List<Doc> nodes) {
        Block.Table table = Block.Table.of(TITLE, "Node ID", "State", "Shards", "Leader", "Follower");
        for (Doc node : nodes) {
            table.row(
                    Cell.of(node.text("id")),
                    Cell.state(node.text("state")),
                    Cell.of(Ranges.shortened(Nodes.shards(node))),
                    Cell.of(Ranges.shortened(node.texts("shards_leader"))),
                    Cell.of(Ranges.shortened(node.texts("shards_follower"))));
        }
        return table;
    }

    private static Block wide(List<Doc> nodes) {
        Block.Table table = Block.Table.of(
                TITLE,
                "Node ID",
                "State",
                "Shards",
                "Leader",
                "Follower",
                "Assertions",
                "Stored",
                "Disk free",
                "Version",
                "Uptime",
                "Address",
                "Last seen",
                "Error");
        for (Doc node : nodes) {
            table.row(
                    Cell.of(node.text("id")),
                    Cell.state(node.text("state")),
                    Cell.of(Ranges.of(Nodes.shards(node))),
                    Cell.of(Ranges.of(node.texts("shards_leader"))),
                    Cell.of(Ranges.of(node.texts("shards_follower"))),
                    Cell.of(node.number("assertion_count")),
                    Cell.of(node.number("stored_assertions")),
                    Cell.of(Amounts.bytes(node.number("disk_free_bytes"))),
                    Cell.of(node.text("version")),
                    Cell.of(Amounts.seconds(node.number("uptime_seconds"))),
                    Cell.of(node.text("address")),
                    Cell.of(node.text("last_seen")),
                    Cell.of(node.text("error")));
        }
        return table;
    }
}
