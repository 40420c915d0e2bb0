package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.shard.Shards;

/** {@code shard SHARD_ID elect-leader}. */
public final class ElectVerb implements Verb {
    private static final String NODE = "--node";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("shard elect-leader", Kind.CHANGE, "Has another node lead a shard")
                .taking(Shards.PARAM)
                .with(
                        Flag.of(NODE, "NODE_ID", "the node that is to lead; without it the one that would lead next"),
                        ChangeFlags.FORCE,
                        ChangeFlags.REASON,
                        ChangeFlags.DRY_RUN,
                        ChangeFlags.YES,
                        ChangeFlags.WAIT)
                .noting("The node has to be one that is to keep the shard. It leads until somebody unpins the shard.")
                .likeIn("shard 17 elect-leader", "shard 17 elect-leader --node node-2 --wait");
    }

    @Override
    public Outcome run(Call call) {
        String shard = call.words().text(Shards.ID);
        String node = call.words().text(NODE);
        Body body = Body.of(call)
                .with("node_id", node)
                .on("force", ChangeFlags.FORCE)
                .text("reason", ChangeFlags.REASON.name());
        String title = "have " + (node == null ? "another node" : node) + " lead shard " + shard;
        return Changing.of(
                call,
                new Change("/admin/shards/" + Gateway.part(shard) + "/elect-leader", body.members(), title, true));
    }
}
