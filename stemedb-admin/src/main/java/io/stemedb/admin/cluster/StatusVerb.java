package io.stemedb.admin.cluster;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.command.Kind;
import io.stemedb.admin.command.Synopsis;
import io.stemedb.admin.command.Verb;
import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Cell;
import io.stemedb.admin.show.Shown;
import java.util.ArrayList;
import java.util.List;

/** {@code cluster status}. */
public final class StatusVerb implements Verb {
    private static final List<String> NUMBERS =
            List.of("cluster_name", "cluster_id", "node_count", "shard_count", "factor", "meta_version");

    @Override
    public Synopsis synopsis() {
        return Synopsis.of("cluster status", Kind.READ, "Shows what the cluster is, and how it fares")
                .noting("It ends with 0 if it could be asked, whatever the health is.")
                .likeIn("cluster status");
    }

    @Override
    public Outcome run(Call call) {
        Doc status = Health.shaped(call.gateway().get("/cluster/status"))
                .shaped("status", "cluster_name", "cluster_id", "node_count", "shard_count", "factor", "meta_version");
        List<Block> blocks = new ArrayList<>(Health.blocks(status));
        blocks.add(pairs(status));
        return call.show(new Shown(status, List.of(status), blocks, Outcome.FINE));
    }

    /** The names are those of the gateway, which the pages for operators speak of. */
    private static Block pairs(Doc status) {
        Block.Pairs pairs = Block.Pairs.empty();
        pairs.with("status", Cell.state(status.text("status")));
        for (String name : NUMBERS) {
            pairs.with(name, Cell.of(status.value(name)));
        }
        pairs.with("quorum", Cell.of(status.value("quorum")));
        pairs.with("failure_tolerance", Cell.of(status.value("failure_tolerance")));
        List<String> seeds = status.texts("unresolved_seeds");
        if (!seeds.isEmpty()) {
            pairs.with("unresolved_seeds", Cell.of(String.join(", ", seeds)));
        }
        return pairs;
    }
}
