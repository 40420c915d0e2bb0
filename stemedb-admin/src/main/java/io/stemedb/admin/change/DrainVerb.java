package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.outcome.Outcome;

/** {@code node NODE_ID drain} and {@code node NODE_ID undrain}. */
public final class DrainVerb implements Verb {
    private final boolean drains;

    public DrainVerb(boolean drains) {
        this.drains = drains;
    }

    @Override
    public Synopsis synopsis() {
        String name = drains ? "drain" : "undrain";
        return Synopsis.of(
                        "node " + name,
                        Kind.CHANGE,
                        drains ? "Has a node give its shards to others" : "Has a node take shards again")
                .taking(NodeId.PARAM)
                .with(ChangeFlags.FORCE, ChangeFlags.REASON, ChangeFlags.DRY_RUN, ChangeFlags.YES, ChangeFlags.WAIT)
                .noting(
                        drains
                                ? "The node stays a member. Once the task has succeeded it can be stopped for long."
                                : "A drain that is under way is aborted.")
                .likeIn("node node-2 " + name + " --wait", "node node-2 " + name + " --dry-run");
    }

    @Override
    public Outcome run(Call call) {
        String node = call.words().text(NodeId.ID);
        String name = drains ? "drain" : "undrain";
        Body body = Body.of(call).on("force", ChangeFlags.FORCE).text("reason", ChangeFlags.REASON.name());
        return Changing.of(
                call,
                new Change(
                        "/admin/nodes/" + Gateway.part(node) + "/" + name, body.members(), name + " " + node, drains));
    }
}
