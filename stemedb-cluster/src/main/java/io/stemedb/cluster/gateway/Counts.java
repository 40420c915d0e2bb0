package io.stemedb.cluster.gateway;

import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.situation.Situation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How many claims a node answers for, and how many it has. */
public final class Counts {
    private Counts() {}

    /**
     * Of each shard a node's own count if it is to keep it and has all of it, else the least that a holder has
     * reported that can be reached. So this lies between 0 and what the cluster holds, and is the same on all nodes
     * once their copies are alike.
     */
    public static long answeredFor(Situation now, String node, int shardCount) {
        long sum = 0;
        for (int shard = 0; shard < shardCount; shard++) {
            CopyState own = copy(now, node, shard);
            boolean answers = own != null && own.filled() && now.holders(shard).contains(node);
            sum += answers ? own.records() : leastOfHolders(now, shard);
        }
        return sum;
    }

    /** On the node's own disk, system facts left out. */
    public static long stored(Situation now, String node) {
        return now.copies().getOrDefault(node, Map.of()).values().stream()
                .mapToLong(CopyState::records)
                .sum();
    }

    /** What a shard holds: the most that a holder has reported. */
    static long ofShard(Situation now, int shard) {
        return holders(now, shard).stream().mapToLong(CopyState::records).max().orElse(0);
    }

    /** Those that can be reached know best; a holder that is away counts if there is no other. */
    private static long leastOfHolders(Situation now, int shard) {
        Set<String> live = now.liveMembers();
        List<CopyState> reached = now.holders(shard).stream()
                .filter(live::contains)
                .map(node -> copy(now, node, shard))
                .filter(copy -> copy != null && copy.filled())
                .toList();
        return (reached.isEmpty() ? holders(now, shard) : reached)
                .stream()
                        .filter(CopyState::filled)
                        .mapToLong(CopyState::records)
                        .min()
                        .orElse(0);
    }

    private static List<CopyState> holders(Situation now, int shard) {
        return now.holders(shard).stream()
                .map(node -> copy(now, node, shard))
                .filter(Objects::nonNull)
                .toList();
    }

    private static CopyState copy(Situation now, String node, int shard) {
        return now.copies().getOrDefault(node, Map.of()).get(shard);
    }
}
