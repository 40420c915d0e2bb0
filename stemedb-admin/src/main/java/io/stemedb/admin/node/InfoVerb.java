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
import java.util.List;

/** {@code node NODE_ID info}. */
public final class InfoVerb implements Verb {
    @Override
    public Synopsis synopsis() {
        return Synopsis.of("node info", Kind.READ, "Shows one node")
                .taking(Nodes.PARAM)
                .likeIn("node node-2 info", "node info node-2");
    }

    @Override
    public Outcome run(Call call) {
        Doc node = Nodes.whole(Nodes.of(call, ""));
        Block.Pairs pairs = Block.Pairs.empty()
                .with("Node ID", Cell.of(node.text("id")))
                .with("State", Cell.state(node.text("state")))
                .with("Address", Cell.of(node.text("address")))
                .with("Last seen", Cell.of(node.text("last_seen")))
                .with("Shards", counted(Nodes.shards(node)))
                .with("Leader", counted(node.texts("shards_leader")))
                .with("Follower", counted(node.texts("shards_follower")))
                .with("Assertions", Cell.of(node.number("assertion_count")))
                .with("Stored", Cell.of(node.number("stored_assertions")))
                .with("Disk free", Cell.of(Amounts.bytes(node.number("disk_free_bytes"))))
                .with("Version", Cell.of(node.text("version")))
                .with("Uptime", Cell.of(Amounts.seconds(node.number("uptime_seconds"))));
        if (node.text("error") != null) {
            pairs.with("Error", Cell.of(node.text("error")));
        }
        return call.show(Shown.one(node, pairs));
    }

    private static Cell counted(List<String> shards) {
        return Cell.of(shards.isEmpty() ? null : shards.size() + " (" + Ranges.of(shards) + ")");
    }
}
