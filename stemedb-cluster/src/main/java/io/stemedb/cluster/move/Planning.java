package io.stemedb.cluster.move;

import io.stemedb.cluster.placement.Eligibility;
import io.stemedb.cluster.placement.HolderLists;
import io.stemedb.cluster.placement.Placement;
import io.stemedb.cluster.placement.Plan;
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.placement.Why;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Urgency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

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
                now.pins(),
                now.factor(),
                eligibility.mayBalance(),
                eligibility.away());
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
     * while it makes many others; and those that would take the last full copy out of a list, if another one is being
     * made in it or the node that has it may come back. While any step waits leaders are not evened out: a plan evens
     * them out over all lists as they will be, so that with some lists as they were each look would undo the last one.
     */
    public static List<Step> due(List<Step> steps, Situation now, Terms terms) {
        Map<String, Integer> busy = filling(now, terms.shardCount());
        Set<String> away = eligibility(now, terms).away();
        List<Step> due = new ArrayList<>();
        for (Step planned : steps) {
            Step step = keepingOneFull(planned, now);
            List<String> taking = step.after().stream()
                    .filter(node -> !step.before().contains(node))
                    .toList();
            boolean free = taking.stream().allMatch(node -> busy.getOrDefault(node, 0) < MOVES_AT_A_TIME);
            boolean loses = losesItsLastFull(step, now) || losesWhoMayComeBack(step, now, away);
            if ((free || Urgency.isUrgent(now, step.shard())) && !loses) {
                due.add(step);
                taking.forEach(node -> busy.merge(node, 1, Integer::sum));
            }
        }
        if (due.size() < steps.size()) {
            due.removeIf(step -> step.why() == Why.BALANCE_LEADERS);
        }
        return due;
    }

    /**
     * A list that would get other nodes alone, as where more join than there were, keeps one that has everything until
     * one of the others has. The next plan then lets that one go.
     */
    private static Step keepingOneFull(Step step, Situation now) {
        boolean all = step.after().size() > 1 && step.after().stream().noneMatch(step.before()::contains);
        Optional<String> full = step.before().stream()
                .filter(node -> now.liveMembers().contains(node) && now.canRead(node, step.shard()))
                .findFirst();
        if (!all || full.isEmpty() || step.after().stream().anyMatch(node -> now.canRead(node, step.shard()))) {
            return step;
        }
        List<String> after = new ArrayList<>(step.after());
        after.set(after.size() - 1, full.get());
        return new Step(step.shard(), step.before(), after, step.why());
    }

    /**
     * Whether a list would lose the last of its nodes that has everything, though another one of them is about to have
     * it, too. A plan knows lists alone, and takes a place that is being filled for as good as any; until such a list
     * has a full copy again, no answer from its shard is complete.
     */
    private static boolean losesItsLastFull(Step step, Situation now) {
        Set<String> members = now.liveMembers();
        Predicate<String> live = members::contains;
        Predicate<String> full = live.and(node -> now.canRead(node, step.shard()));
        return step.before().stream().anyMatch(full)
                && step.after().stream().noneMatch(full)
                && step.after().stream().anyMatch(live.and(step.before()::contains));
    }

    /**
     * Whether a list would lose a node that has everything and is away for a moment, and have nobody else who has. A
     * pinned node takes the place of one that is away; until it is filled nobody would lead the shard, though that one
     * is back long before.
     */
    private static boolean losesWhoMayComeBack(Step step, Situation now, Set<String> away) {
        Predicate<String> full = node -> now.canRead(node, step.shard());
        return step.before().stream().anyMatch(full.and(away::contains))
                && step.after().stream().noneMatch(full);
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
