package io.stemedb.admin.node;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.shard.ShardTables;
import io.stemedb.admin.shard.Shards;
import io.stemedb.admin.show.Shown;
import java.util.ArrayList;
import java.util.List;

/** {@code node NODE_ID shards}. */
public final class ShardsVerb implements Verb {
    private static final String LEADER = "--leader";
    private static final String FOLLOWER = "--follower";

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("node shards", Kind.READ, "Lists the shards that one node is to keep")
                .taking(Nodes.PARAM)
                .with(Flag.on(LEADER, "only those that it leads"), Flag.on(FOLLOWER, "only those that it follows"))
                .noting("Size and count are those of its own copy.")
                .likeIn("node node-2 shards --leader", "node shards node-2");
    }

    @Override
    public Outcome run(Call call) {
        Doc node = Nodes.of(call, "");
        String id = node.text("id");
        Doc answer = Nodes.of(call, "/shards");
        boolean both = call.words().has(LEADER) == call.words().has(FOLLOWER);
        List<Doc> shards = new ArrayList<>();
        for (Doc shard : answer.docs("shards")) {
            boolean leads = id != null && id.equals(shard.text("leader_node"));
            if (both || leads == call.words().has(LEADER)) {
                shards.add(Shards.shaped(shard));
            }
        }
        Doc some = answer.with("shards", Doc.values(shards));
        return call.show(Shown.list(some, "shards", ShardTables.of(id, shards)));
    }
}
