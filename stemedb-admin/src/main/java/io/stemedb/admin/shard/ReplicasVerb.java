package io.stemedb.admin.shard;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.gateway.Gateway;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Shown;

/** {@code shard SHARD_ID replicas}. */
public final class ReplicasVerb implements Verb {
    @Override
    public Synopsis synopsis() {
        return Synopsis.of("shard replicas", Kind.READ, "Shows the copies of one shard")
                .taking(Shards.PARAM)
                .noting("--output wide shows their sums, too: copies with the same claims have the same root.")
                .likeIn("shard 17 replicas", "shard replicas 17 --output wide");
    }

    @Override
    public Outcome run(Call call) {
        Doc shard = Shards.shaped(
                call.gateway().get("/v1/shards/" + Gateway.part(call.words().text(Shards.ID))));
        return call.show(Shown.list(
                shard, "replicas", ShardTables.copies(shard, call.screen().isWide())));
    }
}
