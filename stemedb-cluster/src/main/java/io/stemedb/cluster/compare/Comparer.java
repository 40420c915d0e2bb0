package io.stemedb.cluster.compare;

import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.situation.Situation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Compares nodes as one node sees them. May be called from any thread; no call blocks. */
public final class Comparer {
    private static final System.Logger LOGGER = System.getLogger(Comparer.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Supplier<Situation> situation;
    private final Network network;
    private final Supplier<Peer> own;
    private final int shardCount;
    private final LongAdder runs = new LongAdder();
    private final LongAdder differences = new LongAdder();
    private final LongAdder copied = new LongAdder();
    private boolean underWay;

    /** @param own this node, as others ask it */
    public Comparer(Supplier<Situation> situation, Network network, Supplier<Peer> own, int shardCount) {
        this.situation = situation;
        this.network = network;
        this.own = own;
        this.shardCount = shardCount;
    }

    /** A round over the shards that this node leads; nothing if the one before has not ended. On the loop. */
    public void round(Executor loop) {
        List<Pair> pairs = Pairs.led(situation.get(), shardCount);
        if (underWay || pairs.isEmpty()) {
            return;
        }
        underWay = true;
        var unused = compare(pairs, true, (done, of) -> {})
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            underWay = false;
                            LOGGER.log(
                                    System.Logger.Level.DEBUG,
                                    "a round of comparisons: {0}",
                                    failure == null ? outcome.words() : failure);
                        },
                        loop);
    }

    /** What an operator's comparison is about. */
    List<Pair> pairs(Set<String> targets) {
        return Pairs.all(situation.get(), targets, shardCount);
    }

    List<String> filling(Set<String> targets) {
        return Pairs.filling(situation.get(), targets, shardCount);
    }

    Situation now() {
        return situation.get();
    }

    /**
     * Compares pairs, one after the other.
     *
     * @param mends whether what is missing is copied; else it is only named
     * @param told how many pairs are done, and of how many
     */
    CompletableFuture<Outcome> compare(List<Pair> pairs, boolean mends, BiConsumer<Integer, Integer> told) {
        CompletableFuture<Outcome> all = CompletableFuture.completedFuture(Outcome.NOTHING);
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            int done = i + 1;
            all = all.thenCompose(before -> compare(pair, mends).thenApply(outcome -> {
                told.accept(done, pairs.size());
                return before.and(outcome);
            }));
        }
        return all;
    }

    /**
     * What differs now, and nothing is changed.
     *
     * @param targets as of {@link Pairs#all}
     */
    public CompletableFuture<Outcome> preview(Set<String> targets) {
        return compare(pairs(targets), false, (done, of) -> {});
    }

    /** What came of all of them so far. */
    public ComparisonCounts counts() {
        return new ComparisonCounts(runs.sum(), differences.sum(), copied.sum());
    }

    private void count(Outcome outcome) {
        runs.add(outcome.copies() > 0 ? 1 : 0);
        differences.add(outcome.count());
        copied.add(outcome.copied());
    }

    private CompletableFuture<Outcome> compare(Pair pair, boolean mends) {
        CompletableFuture<Outcome> outcome = compared(pair, mends);
        return mends
                ? outcome.whenComplete((came, failure) -> {
                    if (came != null) {
                        count(came);
                    }
                })
                : outcome;
    }

    private CompletableFuture<Outcome> compared(Pair pair, boolean mends) {
        Optional<Peer> one = peer(pair.one());
        Optional<Peer> other = peer(pair.other());
        return one.isPresent() && other.isPresent()
                ? new Comparison(pair, one.get(), other.get(), mends).run()
                : CompletableFuture.completedFuture(
                        Outcome.failed(pair.one() + " and " + pair.other() + " cannot both be reached"));
    }

    /** A node by its name; empty if nobody knows where it is. */
    Optional<Peer> peer(String node) {
        return node.equals(situation.get().self())
                ? Optional.of(own.get())
                : situation.get().address(node).map(address -> network.at(address, PATIENCE));
    }
}
