package io.stemedb.admin.shard;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;

/** {@code shard SHARD_ID info}. */
public final class InfoVerb implements Verb {
    @Override
    public Synopsis synopsis() {
        return Synopsis.of("shard info", Kind.READ, "Shows one shard")
                .taking(Shards.PARAM)
                .likeIn("shard 17 info", "shard info shard_17");
    }

    @Override
    public Outcome run(Call call) {
        Doc shard = Shards.shaped(
                call.gateway().get("/v1/shards/" + Gateway.part(call.words().text(Shards.ID))));
        Block.Pairs pairs = Block.Pairs.empty()
                .with("Shard ID", Cell.of(shard.text("id")))
                .with("leader_node", Cell.of(shard.text("leader_node")))
                .with("pinned_to", Cell.of(shard.text("pinned_to")))
                .with("rebalance_status", Cell.state(shard.text("rebalance_status")))
                .with("size_bytes", Cell.of(shard.number("size_bytes")))
                .with("assertion_count", Cell.of(shard.number("assertion_count")));
        Doc load = shard.doc("load");
        if (load.has("reads_per_second")) {
            pairs.with("reads_per_second", Cell.of(load.number("reads_per_second")))
                    .with("writes_per_second", Cell.of(load.number("writes_per_second")));
        }
        return call.show(
                Shown.one(shard, pairs, ShardTables.copies(shard, call.screen().isWide())));
    }
}
