package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.shard.Shards;

/** {@code shard SHARD_ID unpin}. */
public final class UnpinVerb implements Verb {
    @Override
    public Synopsis synopsis() {
        return Synopsis.of("shard unpin", Kind.CHANGE, "Takes back what rebalance and elect-leader have pinned")
                .taking(Shards.PARAM)
                .with(ChangeFlags.FORCE, ChangeFlags.REASON, ChangeFlags.DRY_RUN, ChangeFlags.YES, ChangeFlags.WAIT)
                .likeIn("shard 17 unpin");
    }

    @Override
    public Outcome run(Call call) {
        String shard = call.words().text(Shards.ID);
        Body body = Body.of(call).on("force", ChangeFlags.FORCE).text("reason", ChangeFlags.REASON.name());
        return Changing.of(
                call,
                new Change(
                        "/admin/shards/" + Gateway.part(shard) + "/unpin",
                        body.members(),
                        "unpin shard " + shard,
                        false));
    }
}
