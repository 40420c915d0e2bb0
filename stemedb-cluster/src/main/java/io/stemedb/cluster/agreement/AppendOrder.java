package io.stemedb.cluster.agreement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** In which order nodes are asked to store a claim. */
public final class AppendOrder {
    private AppendOrder() {}

    /**
     * Live filled holders, other live holders, live filled keepers, other keepers, other live members; the last three
     * without nodes that drain, which come behind all others in the same order. Nodes that are in none of the holder
     * lists take claims too: a shard stays writable as long as enough members are live.
     *
     * <p>A node that drains is to become empty, and would get claims as long as others are slow. If no live holder has
     * all of the shard, a keeper that does stays in front all the same: it is what can be read.
     *
     * @param liveMembers only these are asked. A node that was removed, or has not joined yet, takes no claims.
     * @param draining nodes that are to become empty
     * @param seen what is known of a node's copy, of this node's own too; null counts as nothing. A sealed copy is left
     *     out: its node was told that the holders have all of it.
     */
    public static List<String> of(
            int shard,
            List<String> holders,
            SortedSet<String> liveMembers,
            Set<String> draining,
            Function<String, ShardSeen> seen) {
        Predicate<String> filled = node -> seenOf(node, seen).filled();
        Predicate<String> keeps = node -> seenOf(node, seen).keeps();
        List<String> listed = new ArrayList<>(new LinkedHashSet<>(holders));
        listed.removeIf(
                node -> !liveMembers.contains(node) || seenOf(node, seen).sealed());
        SortedSet<String> others = new TreeSet<>(liveMembers);
        others.removeAll(holders);
        others.removeIf(node -> seenOf(node, seen).sealed());
        List<String> unlisted = spread(shard, others);
        Predicate<String> stays = node -> !draining.contains(node);

        Set<String> order = new LinkedHashSet<>();
        addIf(filled, listed, order);
        Predicate<String> wanted = order.isEmpty() ? node -> true : stays;
        order.addAll(listed);
        addIf(filled.and(wanted), unlisted, order);
        addIf(keeps.and(stays), unlisted, order);
        addIf(stays, unlisted, order);
        addIf(filled, unlisted, order);
        addIf(keeps, unlisted, order);
        order.addAll(unlisted);
        return List.copyOf(order);
    }

    private static ShardSeen seenOf(String node, Function<String, ShardSeen> seen) {
        ShardSeen known = seen.apply(node);
        return known == null ? ShardSeen.NOTHING : known;
    }

    private static void addIf(Predicate<String> chosen, List<String> nodes, Set<String> to) {
        nodes.stream().filter(chosen).forEach(to::add);
    }

    /** Each shard begins with another node, so that the first by name does not stand in for all that are down. */
    private static List<String> spread(int shard, SortedSet<String> nodes) {
        List<String> spread = new ArrayList<>(nodes);
        Collections.rotate(spread, -shard);
        return spread;
    }
}
