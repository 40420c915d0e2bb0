package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.outcome.Outcome;

/** {@code node NODE_ID remove}. */
public final class RemoveVerb implements Verb {
    private static final Flag LOST = Flag.on(
            "--unsafe-lost-quorum",
            "takes it out although more than half of the nodes are lost; refused while they are not");

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("node remove", Kind.CHANGE, "Takes a node out of the cluster, for good")
                .taking(NodeId.PARAM)
                .with(
                        Flag.on("--force", "takes it out at once: what only it has is not found until it is back"),
                        LOST,
                        ChangeFlags.REASON,
                        ChangeFlags.DRY_RUN,
                        ChangeFlags.YES,
                        ChangeFlags.WAIT)
                .noting("The node may be down. It never joins again under the same id.")
                .likeIn("node node-3 remove --dry-run", "node node-3 remove --wait");
    }

    @Override
    public Outcome run(Call call) {
        String node = call.words().text(NodeId.ID);
        Body body = Body.of(call)
                .with("node_id", node)
                .on("force", ChangeFlags.FORCE)
                .on("unsafe_lost_quorum", LOST)
                .text("reason", ChangeFlags.REASON.name());
        return Changing.of(call, new Change("/admin/cluster/remove", body.members(), "remove " + node, true));
    }
}
