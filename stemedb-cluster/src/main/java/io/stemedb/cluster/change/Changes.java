package io.stemedb.cluster.change;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.move.Planning;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Changes the cluster, one step at a time. May be called from any thread; no call blocks. */
public final class Changes {
    private static final System.Logger LOGGER = System.getLogger(Changes.class.getName());
    private static final FactKey LOCK = FactKey.of(Kind.CHANGE);

    /** A lock that nobody renews counts for so long, whatever has become of its owner. */
    private static final long LOCKED_MICROS = 20_000_000;

    /** By then another node has gone on with what a lock stands for that has expired, if there is one that can. */
    private static final long TAKEN_OVER_MICROS = 30_000_000;

    private final FactBook book;
    private final Supplier<Situation> situation;
    private final Function<Situation, Collection<Peer>> others;
    private final Terms terms;
    private final LongSupplier wallMicros;

    /**
     * @param others live nodes that are told of facts
     * @param wallMicros the machine's clock
     */
    public Changes(
            FactBook book,
            Supplier<Situation> situation,
            Function<Situation, Collection<Peer>> others,
            Terms terms,
            LongSupplier wallMicros) {
        this.book = book;
        this.situation = situation;
        this.others = others;
        this.terms = terms;
        this.wallMicros = wallMicros;
    }

    /**
     * What would be done, and what speaks against it unless an operator insists.
     *
     * @param plan in the order in which it is done
     */
    public record Outlook(Change change, List<String> plan, List<String> refusals) {}

    /**
     * Looks at a change before it begins; nothing is changed.
     *
     * @param diskFree bytes free by node, of those that said so
     * @throws StemeException unknown-path or malformed, if it names something that is not there; unsafe, if it cannot
     *     be done at all; replicas-unreachable, if no majority is live
     */
    public Outlook look(Change wish, Map<String, Long> diskFree) {
        Situation now = situation.get();
        Change change = wish.seenIn(now);
        Prechecks.require(change, now);
        underWay().filter(other -> isUndoneBy(change, other)).ifPresent(other -> {
            throw isTaken(other);
        });
        if (!isWithoutMajority(change)) {
            requireMajority(now);
        }
        Situation after = now.supposing(with(now.facts(), change, now));
        List<String> refusals = Prechecks.refusals(change, now, after, terms, diskFree);
        return new Outlook(change, plan(change, after), refusals);
    }

    /** What is being done is not undone beside it, but by aborting it. */
    private static boolean isUndoneBy(Change change, UnderWay other) {
        return change instanceof Change.Undrain undrain
                && wish(other)
                        .filter(wish -> !(wish instanceof Change.Rebalance)
                                && wish.subject().equals(undrain.node()))
                        .isPresent();
    }

    private Facts with(Facts facts, Change change, Situation now) {
        boolean atOnce = change instanceof Change.Remove remove && (remove.force() || remove.withoutMajority());
        Map<FactKey, CanonicalJson> stated = atOnce
                ? Map.of(FactKey.of(Kind.DRAIN, change.subject()), Values.draining(true)) // plans the same
                : Course.next(change, now, terms).state();
        Facts supposed = facts;
        for (Map.Entry<FactKey, CanonicalJson> one : stated.entrySet()) {
            supposed = supposed.supposing(one.getKey(), one.getValue(), now.self());
        }
        return supposed;
    }

    private List<String> plan(Change change, Situation after) {
        List<String> plan = new ArrayList<>();
        Planning.plan(after, terms)
                .steps()
                .forEach(step -> plan.add(PathHash.shardName(step.shard()) + ": " + String.join(", ", step.before())
                        + " -> " + String.join(", ", step.after())));
        if (change instanceof Change.Remove remove) {
            boolean atOnce = remove.force() || remove.withoutMajority();
            plan.add(atOnce ? 0 : plan.size(), remove.node() + " leaves the cluster, for good under this id");
        }
        return plan;
    }

    private static void requireMajority(Situation now) {
        if (!now.isMember() || !now.hasMajority()) {
            throw StemeException.of(
                            Refusal.REPLICAS_UNREACHABLE,
                            "this takes more than half of the nodes, and this node reaches fewer")
                    .hinting("GET /cluster/members shows which; nothing was changed");
        }
    }

    /** What comes next for a change, as this node sees it. */
    public Next next(Change change) {
        return Course.next(change, situation.get(), terms);
    }

    /** Does the next step; completes with it as {@link #state} does. */
    public CompletableFuture<Next> step(Change change) {
        Next next = next(change);
        return state(change, next).thenApply(done -> next);
    }

    /**
     * States what is to be stated next.
     *
     * @return fails with replicas-unreachable if too few nodes agreed to it
     */
    public CompletableFuture<Void> state(Change change, Next next) {
        if (next.state().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (isWithoutMajority(change)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "{0} is taken out without a majority, by whoever has asked this node for it",
                    change.subject());
            return alone(next.state());
        }
        if (next.forGood()) {
            LOGGER.log(System.Logger.Level.INFO, "{0} leaves the cluster", change.subject());
        }
        return state(next.state());
    }

    private static boolean isWithoutMajority(Change change) {
        return change instanceof Change.Remove remove && remove.withoutMajority();
    }

    /** Whoever is live is told; how many that are does not matter. */
    private CompletableFuture<Void> alone(Map<FactKey, CanonicalJson> facts) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<FactKey, CanonicalJson> one : facts.entrySet()) {
            all = all.thenCompose(done -> book.publish(one.getKey(), one.getValue(), others.apply(situation.get()), 1))
                    .thenAccept(agreed -> {});
        }
        return all;
    }

    /** Has everything as it was before, if there is a way back. */
    public CompletableFuture<Void> back(Change change) {
        return state(Course.back(change, situation.get()));
    }

    /** The big change that is under way, whoever sees to it. */
    public Optional<UnderWay> underWay() {
        return book.facts().change().filter(UnderWay::running); // not the situation's, which may be a moment old
    }

    /** What is wanted by a change that is under way; empty if only a later release knows it. */
    public static Optional<Change> wish(UnderWay underWay) {
        return ChangeJson.read(underWay.wish());
    }

    /** Whether a task is the one that sees to the big change that is under way. */
    public boolean isOwn(String task) {
        return underWay()
                .filter(change -> change.task().equals(task)
                        && change.owner().equals(situation.get().self()))
                .isPresent();
    }

    /**
     * Makes a task of this node the one that changes the cluster.
     *
     * @return fails with unsafe if another one does; replicas-unreachable if no majority has agreed
     */
    public CompletableFuture<Void> claim(String task, Change change, String reason) {
        Situation now = situation.get();
        long micros = wallMicros.getAsLong();
        Optional<UnderWay> other =
                underWay().filter(running -> !running.task().equals(task) && isHeld(running, micros));
        if (other.isPresent()) {
            return CompletableFuture.failedFuture(isTaken(other.get()));
        }
        UnderWay mine = new UnderWay(
                task, ChangeJson.write(change), now.self(), reason, micros, micros + LOCKED_MICROS, true, false);
        return claim(mine);
    }

    /** A lock that lasts longer than any does was made by a clock that was wrong. */
    private static boolean isHeld(UnderWay lock, long micros) {
        long left = lock.untilMicros() - micros;
        return left > -TAKEN_OVER_MICROS && left < LOCKED_MICROS + TAKEN_OVER_MICROS;
    }

    /** From now on a change is being taken back, whoever sees to it. */
    public CompletableFuture<Void> goBack(String task) {
        return underWay()
                .filter(change -> isOwn(task) && !change.back())
                .map(change -> takeOver(change.goingBack()))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Whether this node knows a fact to be as it was stated. */
    public boolean isStated(FactKey key, CanonicalJson value) {
        return book.facts().get(key).filter(fact -> fact.value().equals(value)).isPresent();
    }

    /** Goes on with what another node, or this one before its last start, has begun. */
    public CompletableFuture<Void> takeOver(UnderWay change) {
        return claim(change.by(situation.get().self(), wallMicros.getAsLong() + LOCKED_MICROS));
    }

    private CompletableFuture<Void> claim(UnderWay mine) {
        Situation now = situation.get();
        try {
            requireMajority(now);
        } catch (StemeException tooFew) {
            return CompletableFuture.failedFuture(tooFew);
        }
        return book.publishOnce(LOCK, Values.of(mine), others.apply(now), majority(now))
                .thenAccept(agreed -> {
                    if (!agreed) {
                        throw underWay()
                                .filter(running -> !running.task().equals(mine.task()))
                                .map(Changes::isTaken)
                                .orElseGet(Changes::tooFewAgreed);
                    }
                });
    }

    /** Whether it is time to claim it again, so that it does not expire. */
    public boolean isDueForRenewal(UnderWay change) {
        return change.untilMicros() - wallMicros.getAsLong() < LOCKED_MICROS / 2;
    }

    /** Lets another change begin. */
    public CompletableFuture<Void> release(String task) {
        return isOwn(task)
                ? underWay()
                        .map(change -> state(Map.of(LOCK, Values.of(change.ended()))))
                        .orElseThrow()
                : CompletableFuture.completedFuture(null);
    }

    private static StemeException isTaken(UnderWay other) {
        String what = wish(other)
                .map(change -> change.kind() + " of " + change.subject())
                .orElse("change");
        return StemeException.of(
                        Refusal.UNSAFE,
                        "a " + what + " is under way: task " + other.task() + " on " + other.owner()
                                + ", asked for as: " + other.reason())
                .hinting("wait for it, or abort it with DELETE /admin/tasks/" + other.task());
    }

    private static StemeException tooFewAgreed() {
        return StemeException.of(
                        Refusal.REPLICAS_UNREACHABLE, "no majority has agreed in time; it may count later all the same")
                .hinting("look at GET /cluster/members, and repeat the call");
    }

    private static int majority(Situation now) {
        return now.members().counted().size() / 2 + 1;
    }

    private CompletableFuture<Void> state(Map<FactKey, CanonicalJson> facts) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<FactKey, CanonicalJson> one : facts.entrySet()) {
            all = all.thenCompose(done -> state(one.getKey(), one.getValue()));
        }
        return all;
    }

    private CompletableFuture<Void> state(FactKey key, CanonicalJson value) {
        Situation now = situation.get();
        try {
            requireMajority(now); // else it would be stored here, and win later
        } catch (StemeException tooFew) {
            return CompletableFuture.failedFuture(tooFew);
        }
        return book.publish(key, value, others.apply(now), majority(now)).thenAccept(agreed -> {
            if (!agreed) {
                throw tooFewAgreed();
            }
        });
    }
}
