package io.stemedb.cluster.sync;

import io.stemedb.cluster.agreement.Filling;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Vouches for shards once this node has compared them with everybody. On the loop. */
public final class Fill {
    private static final System.Logger LOGGER = System.getLogger(Fill.class.getName());

    private final Supplier<Situation> situation;
    private final Copies copies;
    private final Comparisons comparisons;
    private final int shardCount;
    private final long begun;

    /** @param begun since when this node has its copies, by the monotonic clock: earlier comparisons do not count */
    public Fill(Supplier<Situation> situation, Copies copies, Comparisons comparisons, int shardCount, long begun) {
        this.situation = situation;
        this.copies = copies;
        this.comparisons = comparisons;
        this.shardCount = shardCount;
        this.begun = begun;
    }

    /** Looks at each shard that this node is to keep and does not vouch for yet; true if one is new. */
    public boolean look() {
        Situation now = situation.get();
        Set<Integer> full = new TreeSet<>();
        for (int shard = 0; shard < shardCount; shard++) {
            if (now.isMember() && now.isHolder(shard) && !copies.isFilled(shard) && mayBe(now, shard)) {
                full.add(shard);
            }
        }
        if (full.isEmpty()) {
            return false;
        }
        try {
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

    private boolean mayBe(Situation now, int shard) {
        return Filling.mayBeFilled(now.knowledge(shard, node -> comparisons.last(node, shard)), begun);
    }
}
