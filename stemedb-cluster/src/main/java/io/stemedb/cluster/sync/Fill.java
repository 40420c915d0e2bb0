package io.stemedb.cluster.sync;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.agreement.Filling;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Vouches for shards once this node has compared them with everybody. On the loop. */
public final class Fill {
    private static final System.Logger LOGGER = System.getLogger(Fill.class.getName());

    private final Supplier<Situation> situation;
    private final Copies copies;
    private final Comparisons comparisons;
    private final int shardCount;
    private final LongSupplier nanos;
    private final long begun;
    private final Map<Integer, Long> lostSince = new HashMap<>();
    private int losses;

    /**
     * @param nanos the monotonic clock
     * @param begun since when this node has its copies, by that clock: earlier comparisons do not count
     */
    public Fill(
            Supplier<Situation> situation,
            Copies copies,
            Comparisons comparisons,
            int shardCount,
            LongSupplier nanos,
            long begun) {
        this.nanos = nanos;
        this.situation = situation;
        this.copies = copies;
        this.comparisons = comparisons;
        this.shardCount = shardCount;
        this.begun = begun;
    }

    /** Looks at each shard that this node is to keep and does not vouch for yet; true if one is new. */
    public boolean look() {
        Situation now = situation.get();
        Set<Integer> awaited = copies.awaited();
        try {
            lose(awaited);
        } catch (IOException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "the node cannot note what it lost: {0}", Reason.of(failure));
            return false;
        }
        Set<Integer> damaged = copies.damaged();
        Set<Integer> full = new TreeSet<>();
        for (int shard = 0; shard < shardCount; shard++) {
            if (now.isMember()
                    && now.isHolder(shard)
                    && !copies.isFilled(shard)
                    && !damaged.contains(shard)
                    && (!awaited.contains(shard) || hasFilledPartner(now, shard))
                    && mayBe(now, shard)) {
                full.add(shard);
            }
        }
        Set<Integer> found = new TreeSet<>(full);
        found.retainAll(awaited);
        if (awaited.contains(PathHash.SYSTEM_SHARD) && hasAllFacts(now)) {
            found.add(PathHash.SYSTEM_SHARD);
        }
        if (full.isEmpty() && found.isEmpty()) {
            return false;
        }
        try {
            if (!found.isEmpty()) {
                copies.found(found);
                lostSince.keySet().removeAll(found);
                LOGGER.log(System.Logger.Level.INFO, "other nodes had what was lost of the shards {0}", found);
            }
            copies.fill(full);
            LOGGER.log(System.Logger.Level.INFO, "copies of {0} shards are filled: {1}", full.size(), full);
            return true;
        } catch (IOException failure) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the node cannot note which copies are filled: {0}",
                    Reason.of(failure));
            return false;
        }
    }

    /** What lost something is vouched for no more, and comparisons of before were with more than there is now. */
    private void lose(Set<Integer> awaited) throws IOException {
        lostSince.keySet().retainAll(awaited);
        int now = copies.losses();
        if (now != losses) { // nobody says of which shard it was
            lostSince.clear();
            losses = now;
        }
        for (int shard : awaited) {
            lostSince.computeIfAbsent(shard, since -> {
                long moment = nanos.getAsLong();
                comparisons.forget(shard, moment); // they were with more than there is now
                return moment;
            });
        }
        copies.unfill(awaited);
    }

    /** What was lost is there again only if somebody had it. */
    private static boolean hasFilledPartner(Situation now, int shard) {
        return now.liveMembers().stream()
                .anyMatch(node ->
                        !node.equals(now.self()) && now.seen(node, shard).filled());
    }

    private boolean hasAllFacts(Situation now) {
        Set<String> others = new TreeSet<>(now.liveMembers());
        others.remove(now.self());
        long since = since(PathHash.SYSTEM_SHARD);
        return !others.isEmpty()
                && others.stream().allMatch(node -> {
                    Long at = comparisons.last(node, PathHash.SYSTEM_SHARD);
                    return at != null && at - since >= 0;
                });
    }

    private long since(int shard) {
        return lostSince.getOrDefault(shard, begun);
    }

    private boolean mayBe(Situation now, int shard) {
        return Filling.mayBeFilled(now.knowledge(shard, comparisons, 0, null), since(shard));
    }
}
