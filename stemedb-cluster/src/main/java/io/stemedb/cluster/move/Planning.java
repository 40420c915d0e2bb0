package io.stemedb.cluster.move;

import io.stemedb.cluster.placement.Eligibility;
import io.stemedb.cluster.placement.HolderLists;
import io.stemedb.cluster.placement.Placement;
import io.stemedb.cluster.placement.Plan;
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.situation.Situation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plans by what one node sees, and says which steps may be done now. Pure: nodes that see the same plan the same. */
public final class Planning {
    /** How many copies that can wait a node makes at a time: enough to be busy, and few enough to be called back. */
    static final int MOVES_AT_A_TIME = 8;

    private Planning() {}

    /** How the lists should be, and what is to be done for it. */
    public static Plan plan(Situation now, Terms terms) {
        Eligibility eligibility = eligibility(now, terms);
        return Placement.plan(
                eligibility.eligible(),
                lists(now, terms.shardCount()),
                now.facts().pins(),
                now.factor(),
                eligibility.mayBalance());
    }

    /** Which nodes may stand in lists. */
    public static Eligibility eligibility(Situation now, Terms terms) {
        return Eligibility.of(
                now.members(),
                now.facts().draining(),
                now.liveness(),
                terms.startedAt(),
                terms.rereplicateAfterNanos());
    }

    private static HolderLists lists(Situation now, int shardCount) {
        Map<Integer, List<String>> lists = new TreeMap<>();
        for (int shard = 0; shard < shardCount; shard++) {
            lists.put(shard, now.holders(shard));
        }
        return new HolderLists(lists);
    }

    /**
     * The steps that may be done now. Those wait for which a node has to copy a shard of which there are enough copies,
     * while it makes many others.
     */
    public static List<Step> due(List<Step> steps, Situation now, int shardCount) {
        Map<String, Integer> busy = filling(now, shardCount);
        List<Step> due = new ArrayList<>();
        for (Step step : steps) {
            List<String> taking = step.after().stream()
                    .filter(node -> !step.before().contains(node))
                    .toList();
            boolean free = taking.stream().allMatch(node -> busy.getOrDefault(node, 0) < MOVES_AT_A_TIME);
            if (free || now.isUrgent(step.shard())) {
                due.add(step);
                taking.forEach(node -> busy.merge(node, 1, Integer::sum));
            }
        }
        return due;
    }

    /** How many copies each node is making. */
    private static Map<String, Integer> filling(Situation now, int shardCount) {
        Map<String, Integer> filling = new HashMap<>();
        for (int shard = 0; shard < shardCount; shard++) {
            for (String node : now.holders(shard)) {
                if (!now.seen(node, shard).filled()) {
                    filling.merge(node, 1, Integer::sum);
                }
            }
        }
        return filling;
    }
}
