package io.stemedb.admin.shard;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Flag;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import io.stemedb.admin.show.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code shard list}. */
public final class ListVerb implements Verb {
    private static final String LEADERLESS = "--leaderless";
    private static final String UNDER_REPLICATED = "--under-replicated";
    private static final String MOVING = "--moving";
    private static final String BY_LOAD = "--by-load";
    private static final List<String> KNOWN = List.of("healthy", "degraded", "unhealthy");

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("shard list", Kind.READ, "Lists the shards")
                .with(
                        Flag.on(LEADERLESS, "those that no live node has all of"),
                        Flag.on(UNDER_REPLICATED, "those that fewer live nodes have all of than should"),
                        Flag.on(MOVING, "those that get another holder, or wait for one"),
                        Flag.on(BY_LOAD, "those first that are read and written most of late"))
                .noting("With several of the first three flags it lists what one of them means.")
                .likeIn("shard list", "shard list --moving --watch 5");
    }

    @Override
    public Outcome run(Call call) {
        String sort = call.words().has(BY_LOAD) ? "?sort=load" : "";
        Doc answer = call.gateway().get("/cluster/shards" + sort);
        Set<String> named = named(call);
        boolean moving = call.words().has(MOVING);
        List<Doc> shards = new ArrayList<>();
        for (Doc shard : answer.docs("shards")) {
            boolean moves = moving && !"idle".equals(shard.text("rebalance_status"));
            if ((named == null && !moving) || moves || (named != null && named.contains(shard.text("id")))) {
                shards.add(Shards.shaped(shard));
            }
        }
        Doc some = answer.with("shards", Doc.values(shards));
        return call.show(
                Shown.list(some, "shards", ShardTables.of(shards, call.screen().isWide())));
    }

    /** What the health of the cluster names; null if nobody asks for that. */
    private static Set<String> named(Call call) {
        boolean leaderless = call.words().has(LEADERLESS);
        boolean lacking = call.words().has(UNDER_REPLICATED);
        if (!leaderless && !lacking) {
            return null;
        }
        Doc health = call.gateway().get("/cluster/health");
        if (!KNOWN.contains(String.valueOf(health.text("status")))) {
            throw Trouble.of(
                    Outcome.FAILED, "the gateway cannot tell yet which shards those are", "try again in a moment");
        }
        Set<String> named = new HashSet<>();
        if (leaderless) {
            named.addAll(health.texts("leaderless"));
        }
        if (lacking) {
            named.addAll(health.texts("under_replicated"));
        }
        return named;
    }
}
