package io.stemedb.cluster.change;

import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.situation.Situation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What nodes still have of shards that they are not to keep. Pure.
 *
 * <p>Much of a shard is all of it, or many bytes. A few claims are what a node took in the place of another one, and it
 * may do so again as soon as it has let go of them: as long as one node is slow, another one always has some.
 */
final class Leftovers {
    /** No disk misses it: nodes that take a few claims in the place of others owe so much again and again. */
    static final long LITTLE = 1 << 20;

    private Leftovers() {}

    /** Whether a node is to let go of what it has of a shard: not while the list is short. */
    static boolean isToGo(Situation now, String node, int shard) {
        return !isShort(now, shard) && copyOf(now, node, shard).isPresent();
    }

    /** The same, if that is much. */
    static boolean isMuchToGo(Situation now, String node, int shard) {
        return !isShort(now, shard)
                && copyOf(now, node, shard)
                        .filter(copy -> copy.filled() || copy.bytes() >= LITTLE)
                        .isPresent();
    }

    /** Whether a live node has much of a shard and is not listed for it. */
    static boolean isKeptByOneMore(Situation now, int shard) {
        return now.liveMembers().stream()
                .anyMatch(node -> !now.holders(shard).contains(node) && isMuchToGo(now, node, shard));
    }

    /** Says of which shards a node has claims that it is to let go of, once these are few; empty if it has none. */
    static Optional<String> few(Situation now, Terms terms, String node) {
        Set<Integer> few = new TreeSet<>();
        for (int shard = 0; shard < terms.shardCount(); shard++) {
            if (isToGo(now, node, shard)) {
                few.add(shard);
            }
        }
        return few.isEmpty()
                ? Optional.empty()
                : Optional.of(node + " has a few claims of " + Next.named(few)
                        + " yet, and lets go of them once others vouch");
    }

    /** Nobody waits for what only more nodes can change, but whoever stops the node is to know of it. */
    static Optional<String> stay(Situation now, Terms terms, String node) {
        int stay = 0;
        for (int shard = 0; shard < terms.shardCount(); shard++) {
            stay += isShort(now, shard) && copyOf(now, node, shard).isPresent() ? 1 : 0;
        }
        String shards = stay == 1 ? " shard" : " shards";
        return stay == 0
                ? Optional.empty()
                : Optional.of(node + " keeps " + stay + shards + ", as too few other nodes are there");
    }

    /** Who keeps a shard of which the list is short keeps it until it is not. */
    private static boolean isShort(Situation now, int shard) {
        return now.holders(shard).size()
                < Math.min(now.factor(), now.members().members().size());
    }

    private static Optional<CopyState> copyOf(Situation now, String node, int shard) {
        return Optional.ofNullable(now.copies().getOrDefault(node, Map.of()).get(shard))
                .filter(copy -> copy.filled() || copy.records() > 0);
    }
}
