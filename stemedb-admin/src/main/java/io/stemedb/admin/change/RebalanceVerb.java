package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.shard.Shards;

/** {@code shard [SHARD_ID] rebalance}. */
public final class RebalanceVerb implements Verb {
    private static final String TARGET = "--target-node";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("shard rebalance", Kind.CHANGE, "Moves a shard to a node, or a fair share of all shards")
                .taking(Shards.PARAM.orNone())
                .with(
                        Flag.of(TARGET, "NODE_ID", "the node that gets it (needed)"),
                        ChangeFlags.FORCE,
                        ChangeFlags.REASON,
                        ChangeFlags.DRY_RUN,
                        ChangeFlags.YES,
                        ChangeFlags.WAIT)
                .noting("With a shard, the node keeps and leads it until somebody unpins it.")
                .likeIn("shard rebalance --target-node node-4", "shard 17 rebalance --target-node node-4 --wait");
    }

    @Override
    public Outcome run(Call call) {
        String shard = call.words().text(Shards.ID);
        String node = call.words().text(TARGET);
        if (node == null) {
            throw Trouble.usage("--target-node is missing", "name the node that gets shards: stemedb-admin node list");
        }
        Body body = Body.of(call)
                .with("shard_id", shard)
                .with("target_node", node)
                .on("force", ChangeFlags.FORCE)
                .text("reason", ChangeFlags.REASON.name());
        String title = "move " + (shard == null ? "a fair share of the shards" : "shard " + shard) + " to " + node;
        return Changing.of(call, new Change("/admin/shards/rebalance", body.members(), title, true));
    }
}
