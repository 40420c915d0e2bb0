package io.stemedb.cluster.move;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.situation.Situation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Plans and states holder lists, some each second. On the loop. */
public final class Controller {
    private static final System.Logger LOGGER = System.getLogger(Controller.class.getName());

    private final FactBook book;
    private final Supplier<Situation> situation;
    private final IntFunction<Optional<String>> owners;
    private final Supplier<Set<String>> unable;
    private final Function<Situation, Map<String, Peer>> others;
    private final Terms terms;

    /**
     * @param owners who should plan for a shard: the owner of its partition, if that is known
     * @param unable who can state nothing now, though he may be live
     */
    public Controller(
            FactBook book,
            Supplier<Situation> situation,
            IntFunction<Optional<String>> owners,
            Supplier<Set<String>> unable,
            Function<Situation, Map<String, Peer>> others,
            Terms terms) {
        this.book = book;
        this.situation = situation;
        this.owners = owners;
        this.unable = unable;
        this.others = others;
        this.terms = terms;
    }

    /** Plans, and states the lists that this node controls and that are to change. */
    public void look() {
        Situation now = situation.get();
        if (!now.isMember() || !now.hasMajority()) {
            return;
        }
        Set<String> able = able(now.liveMembers());
        List<Step> steps = Planning.due(Planning.plan(now, terms).steps(), now, terms);
        for (Step step : steps) {
            if (now.self().equals(chosen(owners.apply(step.shard()), able))) {
                carryOut(now, step);
            }
        }
    }

    /** What it plans by, beside what is so. */
    public Terms terms() {
        return terms;
    }

    /** Who plans for a shard; null if nobody can. */
    public String controller(int shard, Set<String> live) {
        return chosen(owners.apply(shard), able(live));
    }

    private Set<String> able(Set<String> live) {
        Set<String> able = new TreeSet<>(live);
        able.removeAll(unable.get());
        return able;
    }

    /** The owner of the shard's partition, or if that can plan nothing now the least of those who can. */
    static String chosen(Optional<String> owner, Set<String> able) {
        return owner.filter(able::contains).orElseGet(() -> able.isEmpty() ? null : Collections.min(able));
    }

    /** Operators look for these words. */
    static String line(Step step) {
        return "rebalance: assign " + PathHash.shardName(step.shard()) + " to " + step.after() + ", before "
                + step.before() + ", because of " + step.why();
    }

    private void carryOut(Situation now, Step step) {
        LOGGER.log(System.Logger.Level.INFO, line(step));
        var unused = book.put(
                        FactKey.of(Kind.HOLDERS, step.shard()),
                        Values.holders(step.after()),
                        others.apply(now).values())
                .exceptionally(failure -> {
                    LOGGER.log(System.Logger.Level.WARNING, "a list could not be stated: {0}", failure.getMessage());
                    return null;
                });
    }
}
