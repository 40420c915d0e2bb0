package io.stemedb.cluster.compare;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.situation.Situation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which nodes are to be compared, so that each copy of a shard is compared with one that the others are, too. Pure. */
public final class Pairs {
    private Pairs() {}

    private record Names(String one, String other) {}

    /**
     * For a node that sees to its own shards: those that it leads, with each other holder that has all of them.
     */
    public static List<Pair> led(Situation now, int shardCount) {
        Map<Names, SortedSet<Integer>> pairs = new LinkedHashMap<>();
        for (int shard = 0; shard < shardCount; shard++) {
            if (now.leader(shard).filter(now.self()::equals).isPresent()) {
                add(pairs, shard, now.self(), ready(now, shard));
            }
        }
        return of(pairs);
    }

    /**
     * For an operator: every shard, with all holders that have all of it.
     *
     * @param targets only pairs in which one of these is; none for all pairs
     */
    public static List<Pair> all(Situation now, Set<String> targets, int shardCount) {
        Map<Names, SortedSet<Integer>> pairs = new LinkedHashMap<>();
        for (int shard = 0; shard < shardCount; shard++) {
            List<String> ready = ready(now, shard);
            if (ready.size() > 1) {
                String middle = ready.contains(now.self()) ? now.self() : ready.get(0);
                List<String> others = new ArrayList<>(ready);
                others.remove(middle);
                if (!targets.isEmpty() && !targets.contains(middle)) {
                    others.retainAll(targets);
                }
                add(pairs, shard, middle, others);
            }
        }
        List<String> members = new ArrayList<>(now.liveMembers());
        if (members.remove(now.self()) && !targets.isEmpty() && !targets.contains(now.self())) {
            members.retainAll(targets);
        }
        add(pairs, PathHash.SYSTEM_SHARD, now.self(), members);
        return of(pairs);
    }

    /** Copies that are to be filled still, as node and shard. */
    public static List<String> filling(Situation now, Set<String> targets, int shardCount) {
        List<String> filling = new ArrayList<>();
        for (int shard = 0; shard < shardCount; shard++) {
            for (String holder : now.holders(shard)) {
                boolean wanted = targets.isEmpty() || targets.contains(holder);
                if (wanted && now.liveness().isLive(holder) && !now.canRead(holder, shard)) {
                    filling.add(PathHash.shardName(shard) + " of " + holder);
                }
            }
        }
        return filling;
    }

    /** Live holders that have all of a shard. */
    private static List<String> ready(Situation now, int shard) {
        return now.holders(shard).stream()
                .filter(node -> now.liveness().isLive(node) && now.canRead(node, shard))
                .toList();
    }

    private static void add(Map<Names, SortedSet<Integer>> pairs, int shard, String middle, List<String> others) {
        for (String other : others) {
            if (!other.equals(middle)) {
                pairs.computeIfAbsent(new Names(middle, other), names -> new TreeSet<>())
                        .add(shard);
            }
        }
    }

    private static List<Pair> of(Map<Names, SortedSet<Integer>> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> new Pair(pair.getKey().one(), pair.getKey().other(), pair.getValue()))
                .toList();
    }
}
