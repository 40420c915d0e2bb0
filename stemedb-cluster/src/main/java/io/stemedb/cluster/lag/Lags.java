package io.stemedb.cluster.lag;

import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.replication.Backlog;
import io.stemedb.cluster.replication.Senders;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.sync.Comparisons;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Watches each other member. It looks and hears on the loop; what it knows may be asked from any thread. A member that
 * is down stays; one that a fact has removed goes.
 */
public final class Lags {
    private static final double NANOS = 1e9;

    private final Loop loop;
    private final Copies copies;
    private final Comparisons comparisons;
    private final Senders senders;
    private final Supplier<Situation> situation;
    private final int shardCount;
    private final long startedAt;
    private final Map<String, Lag> lags = new ConcurrentHashMap<>();
    private final Map<String, Long> stores = new HashMap<>();
    private final Map<String, Set<Integer>> shared = new HashMap<>();
    private final Set<String> away = new HashSet<>();
    private volatile Map<String, Long> evenAt = Map.of();
    private SortedSet<Integer> kept;

    /** @param startedAt since when this node runs: a member that was never heard is behind since then */
    public Lags(
            Loop loop,
            Copies copies,
            Comparisons comparisons,
            Senders senders,
            Supplier<Situation> situation,
            int shardCount,
            long startedAt) {
        this.loop = loop;
        this.copies = copies;
        this.comparisons = comparisons;
        this.senders = senders;
        this.situation = situation;
        this.shardCount = shardCount;
        this.startedAt = startedAt;
    }

    /** Looks who is live and what they are to keep. On the loop, whenever there is another picture. */
    public void look() {
        Situation now = situation.get();
        Set<String> others = new TreeSet<>(now.members().members());
        others.remove(now.self());
        lags.keySet().retainAll(others);
        // With a hundred nodes the lists are long, and most looks find the very same ones.
        boolean sameLists = now.shardsOf(now.self()) == kept;
        kept = now.shardsOf(now.self());
        Map<String, Long> compared = new TreeMap<>();
        for (String node : others) {
            look(now, node, sameLists);
            comparedAt(node).ifPresent(at -> compared.put(node, at));
        }
        evenAt = compared;
    }

    private void look(Situation now, String node, boolean sameLists) {
        lags.computeIfAbsent(node, unknown -> Lag.since(startedAt));
        Set<Integer> before = shared.get(node);
        Set<Integer> both = before != null && sameLists ? before : shared(now, node);
        shared.put(node, both);
        boolean more = before == null || (before != both && !before.containsAll(both));
        boolean live = now.liveness().isLive(node);
        // The first picture that has it live again counts as well: until then nothing was sent to it.
        boolean wasAway = live ? away.remove(node) : !away.add(node);
        if (more || wasAway || !live) {
            doubt(node);
        }
    }

    private Set<Integer> shared(Situation now, String node) {
        Set<Integer> both = new TreeSet<>(now.shardsOf(now.self()).headSet(shardCount));
        both.retainAll(now.shardsOf(node));
        return both;
    }

    private void doubt(String node) {
        lags.computeIfPresent(node, (any, lag) -> lag.doubted(loop.nanos()));
    }

    /** Since when this node has all that another one had then; empty if they have not compared all that both keep. */
    private Optional<Long> comparedAt(String node) {
        Long least = null;
        for (int shard : shared.getOrDefault(node, Set.of())) {
            Long at = comparisons.last(node, shard);
            if (at == null) {
                return Optional.empty();
            }
            least = least == null || at - least < 0 ? at : least;
        }
        return Optional.ofNullable(least);
    }

    /** A node has answered. On the loop, behind {@link #look}. */
    public void heard(Neighbour neighbour) {
        String node = neighbour.id();
        long store = neighbour.last().node().store();
        Long before = stores.put(node, store);
        if (before != null && before != store) {
            doubt(node);
        }
        if (isEven(neighbour)) {
            // Its digests are of a moment before now, and what a node has once it keeps.
            lags.computeIfPresent(node, (any, lag) -> lag.even(neighbour.heardAt()));
            return;
        }
        Long ago = neighbour.last().evenAgoNanos().get(situation.get().self());
        if (ago != null && (before == null || before == store)) {
            lags.computeIfPresent(node, (any, lag) -> lag.even(neighbour.sentAt() - ago));
        }
    }

    private boolean isEven(Neighbour neighbour) {
        Map<Integer, CopyState> theirs = neighbour.last().copies();
        return shared.getOrDefault(neighbour.id(), Set.of()).stream().allMatch(shard -> {
            CopyState copy = theirs.get(shard);
            return copy == null
                    ? copies.have(shard).isEmpty()
                    : copy.digest() == copies.have(shard).digest();
        });
    }

    /** For each other member, how long ago this node had all that it had, in what both keep. */
    public Map<String, Long> evenAgoNanos() {
        long now = loop.nanos();
        Map<String, Long> ago = new TreeMap<>();
        evenAt.forEach((node, at) -> ago.put(node, Math.max(0, now - at)));
        return ago;
    }

    /** How many seconds each other member is behind this node. */
    public Map<String, Double> seconds() {
        Map<String, Backlog> backlogs = senders.backlogs();
        long now = loop.nanos();
        Map<String, Double> seconds = new TreeMap<>();
        lags.forEach((node, lag) ->
                seconds.put(node, lag.nanos(now, backlogs.getOrDefault(node, Backlog.NONE)) / NANOS));
        return seconds;
    }
}
