package io.stemedb.admin.cluster;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.show.Block;
import io.stemedb.admin.show.Ranges;
import java.util.ArrayList;
import java.util.List;

/** The health of a cluster in words. What a gateway cannot tell is not called unhealthy. Pure. */
final class Health {
    private Health() {}

    static Doc shaped(Doc health) {
        return health.shaped("status", "quorum", "failure_tolerance", "reasons", "under_replicated", "leaderless")
                .shapedAll("reasons", "code", "detail");
    }

    static List<Block> blocks(Doc health) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(verdict(health));
        for (Doc reason : health.docs("reasons")) {
            blocks.add(Block.Line.of("  " + reason.text("code") + ": " + reason.text("detail")));
        }
        shards(blocks, "leaderless shards", health.texts("leaderless"));
        shards(blocks, "under-replicated shards", health.texts("under_replicated"));
        return blocks;
    }

    static Outcome outcome(Doc health) {
        return switch (status(health)) {
            case "healthy" -> Outcome.FINE;
            case "degraded", "unhealthy" -> Outcome.UNHEALTHY;
            default -> Outcome.FAILED;
        };
    }

    private static Block verdict(Doc health) {
        return switch (status(health)) {
            case "healthy" -> new Block.Verdict(Block.Sign.GOOD, "Cluster is healthy");
            case "degraded" -> new Block.Verdict(Block.Sign.CARE, "Cluster is degraded: it works, and needs somebody");
            case "unhealthy" -> new Block.Verdict(Block.Sign.BAD, "Cluster is unhealthy");
            default -> new Block.Verdict(Block.Sign.UNKNOWN, "Nobody can tell yet whether the cluster is healthy");
        };
    }

    private static String status(Doc health) {
        String status = health.text("status");
        return status == null ? "" : status;
    }

    private static void shards(List<Block> blocks, String name, List<String> shards) {
        if (!shards.isEmpty()) {
            blocks.add(Block.Line.of("  " + name + ": " + Ranges.of(shards)));
        }
    }
}
