package io.stemedb.cluster.removal;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.situation.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is to be done to take a member out, as one node sees it. Pure: the same situation gives the same answer. */
public final class Removal {
    private static final int MOST_NAMED = 8;

    private Removal() {}

    /** The next step of a removal. */
    public enum Step {
        /** State that the node is to leave, so that its places in lists go to others. */
        DRAIN,
        /** Wait until others have all that it was to keep. */
        WAIT,
        /** State that it is out. */
        OUT,
        /** It is out. */
        DONE
    }

    /**
     * How far a removal is.
     *
     * @param pending shards that still wait for other holders
     */
    public record Next(Step step, List<Integer> pending) {
        public Next {
            pending = List.copyOf(pending);
        }

        /** In a few words for an operator. */
        public String what() {
            return switch (step) {
                case DRAIN -> "its shards are to go to others";
                case WAIT -> pending.size() + " shards wait for other holders to have all of them";
                case OUT -> "others have all of its shards; it leaves";
                case DONE -> "it is out";
            };
        }
    }

    /**
     * Why a removal should not begin; empty if nothing speaks against it. An operator may insist.
     *
     * @param node a node that is a member
     */
    public static List<String> refusals(Situation now, String node, int shardCount) {
        List<String> refusals = new ArrayList<>();
        SortedSet<String> rest = new TreeSet<>(now.liveMembers());
        rest.remove(node);
        List<String> only = new ArrayList<>();
        for (int shard = 0; shard < shardCount; shard++) {
            int one = shard;
            boolean elsewhere = rest.stream().anyMatch(other -> now.canRead(other, one));
            if (!elsewhere && !now.holders(shard).isEmpty()) {
                only.add(PathHash.shardName(shard));
            }
        }
        if (!only.isEmpty()) {
            refusals.add("no other live node has all of " + some(only)
                    + "; what only this node has is not found until it is back");
        }
        return refusals;
    }

    /** What comes next. */
    public static Next next(Situation now, String node, int shardCount, boolean force) {
        if (now.members().isOut(node)) {
            return new Next(Step.DONE, List.of());
        }
        if (force) {
            return new Next(Step.OUT, List.of());
        }
        if (!now.facts().draining().contains(node)) {
            return new Next(Step.DRAIN, List.of());
        }
        List<Integer> pending = new ArrayList<>();
        for (int shard = 0; shard < shardCount; shard++) {
            if (!isElsewhere(now, shard, node)) {
                pending.add(shard);
            }
        }
        return new Next(pending.isEmpty() ? Step.OUT : Step.WAIT, pending);
    }

    /** Whether as many others as can be are listed for a shard, live, and have all of it. */
    private static boolean isElsewhere(Situation now, int shard, String node) {
        Set<String> staying = new TreeSet<>(now.members().members());
        staying.removeAll(now.facts().draining());
        List<String> holders = now.holders(shard);
        Set<String> live = now.liveMembers();
        int able = (int) staying.stream().filter(live::contains).count();
        return !holders.contains(node)
                && holders.size() >= Math.max(1, Math.min(now.factor(), able))
                && holders.stream().allMatch(holder -> live.contains(holder) && now.canRead(holder, shard));
    }

    private static String some(List<String> names) {
        return names.size() <= MOST_NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
