package io.stemedb.cluster.move;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.placement.Eligibility;
import io.stemedb.cluster.placement.HolderLists;
import io.stemedb.cluster.placement.Placement;
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.situation.Situation;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Plans and states holder lists, some each second. On the loop. */
public final class Controller {
    private static final System.Logger LOGGER = System.getLogger(Controller.class.getName());

    private final FactBook book;
    private final Supplier<Situation> situation;
    private final IntFunction<Optional<String>> owners;
    private final Function<Situation, Collection<Peer>> others;
    private final int shardCount;
    private final long startedAt;
    private final long rereplicateAfterNanos;

    /**
     * @param owners who should plan for a shard: the owner of its partition, if that is known
     * @param startedAt by the monotonic clock
     */
    public Controller(
            FactBook book,
            Supplier<Situation> situation,
            IntFunction<Optional<String>> owners,
            Function<Situation, Collection<Peer>> others,
            int shardCount,
            long startedAt,
            long rereplicateAfterNanos) {
        this.book = book;
        this.situation = situation;
        this.owners = owners;
        this.others = others;
        this.shardCount = shardCount;
        this.startedAt = startedAt;
        this.rereplicateAfterNanos = rereplicateAfterNanos;
    }

    /** Plans, and states the lists that this node controls and that are to change. */
    public void look() {
        Situation now = situation.get();
        if (!now.isMember() || !now.hasMajority()) {
            return;
        }
        Eligibility eligibility =
                Eligibility.of(now.members(), now.facts().draining(), now.liveness(), startedAt, rereplicateAfterNanos);
        Set<String> live = now.liveMembers();
        List<Step> steps = Placement.plan(
                        eligibility.eligible(), lists(now), Map.of(), now.factor(), eligibility.mayBalance())
                .steps();
        for (Step step : steps) {
            if (controller(step.shard(), live).equals(now.self())) {
                carryOut(now, step);
            }
        }
    }

    private HolderLists lists(Situation now) {
        Map<Integer, List<String>> lists = new TreeMap<>();
        for (int shard = 0; shard < shardCount; shard++) {
            lists.put(shard, now.holders(shard));
        }
        return new HolderLists(lists);
    }

    /** The owner of the shard's partition, or if that is no live member the least of those who are. */
    public String controller(int shard, Set<String> live) {
        return owners.apply(shard)
                .filter(live::contains)
                .orElseGet(() -> live.isEmpty() ? null : Collections.min(live));
    }

    /** Operators look for these words. */
    static String line(Step step) {
        return "rebalance: assign " + PathHash.shardName(step.shard()) + " to " + step.after() + ", before "
                + step.before() + ", because of " + step.why();
    }

    private void carryOut(Situation now, Step step) {
        LOGGER.log(System.Logger.Level.INFO, line(step));
        var unused = book.put(FactKey.of(Kind.HOLDERS, step.shard()), Values.holders(step.after()), others.apply(now))
                .exceptionally(failure -> {
                    LOGGER.log(System.Logger.Level.WARNING, "a list could not be stated: {0}", failure.getMessage());
                    return null;
                });
    }
}
