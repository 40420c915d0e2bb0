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
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.StemeException;
import io.stemedb.task.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Changes the cluster, one step at a time. May be called from any thread; no call blocks. */
public final class Changes {
    private static final System.Logger LOGGER = System.getLogger(Changes.class.getName());
    private final Supplier<Situation> situation;
    private final Supplier<Map<String, Long>> owedBytes;
    private final Terms terms;
    private final Statements statements;
    private final ChangeLock lock;

    /**
     * @param owedBytes how many bytes of dropped copies merges have yet to give back, by node; no older than what the
     *     situation says of copies
     * @param others live nodes that are told of facts, by id
     * @param wallMicros the machine's clock
     */
    public Changes(
            FactBook book,
            Supplier<Situation> situation,
            Supplier<Map<String, Long>> owedBytes,
            Function<Situation, Map<String, Peer>> others,
            Terms terms,
            LongSupplier wallMicros) {
        this.situation = situation;
        this.owedBytes = owedBytes;
        this.terms = terms;
        this.statements = new Statements(book, situation, others);
        this.lock = new ChangeLock(statements, situation, wallMicros);
    }

    /** What this node knows now; a situation may be a moment old. */
    public Facts facts() {
        return statements.facts();
    }

    /** States a fact; fails with replicas-unreachable unless a majority has agreed to it. */
    public CompletableFuture<Void> state(FactKey key, CanonicalJson value) {
        return statements.agreed(Map.of(key, value));
    }

    /** States a fact unless others know of a greater one that is not known here yet; whether a majority has agreed. */
    public CompletableFuture<Boolean> offer(FactKey key, CanonicalJson value) {
        return statements.once(key, value);
    }

    /** Which of the changes that concern many shards is under way. */
    public ChangeLock lock() {
        return lock;
    }

    /**
     * What would be done, and what speaks against it.
     *
     * @param plan in the order in which it is done
     * @param refusals what speaks against it unless an operator insists
     * @param hint what to do if there are refusals
     * @param bars what keeps it from being begun now, whoever insists
     * @param aborts the task of which it is the inverse: that one is aborted, and nothing is begun beside it; empty if
     *     there is none
     */
    public record Outlook(
            Change change,
            List<String> plan,
            List<String> refusals,
            String hint,
            List<String> bars,
            Optional<String> aborts) {
        /** Something that cannot be begun at all. */
        public static Outlook barred(Change change, String why) {
            return new Outlook(change, List.of(), List.of(), "", List.of(why), Optional.empty());
        }

        /** All that speaks against it, in words that tell what stays so though it is forced. */
        public List<String> against() {
            List<String> against = new ArrayList<>(refusals);
            bars.forEach(bar -> against.add(bar + " (\"force\":true does not help)"));
            return against;
        }
    }

    /**
     * Looks at a change before it begins; nothing is changed. One that takes back what is under way is as free as an
     * abort of that.
     *
     * @param diskFree bytes free by node, of those that said so
     * @throws StemeException unknown-path or malformed, if it names something that is not there; unsafe, if it cannot
     *     be done at all; replicas-unreachable, if no majority is live
     */
    public Outlook look(Change wish, Map<String, Long> diskFree) {
        Situation now = situation.get();
        Change change = Prechecks.knowingItsWayBack(wish.seenIn(now), now, terms);
        Optional<UnderWay> takenBack = takenBackBy(change);
        if (takenBack.isPresent()) { // which is never refused, as an abort is not
            return takingBack(change, takenBack.get().task(), now);
        }
        Prechecks.require(change, now);
        lock.held().filter(other -> Inverses.isInTheWayOf(change, other)).ifPresent(other -> {
            throw ChangeLock.isTaken(other);
        });
        if (!isWithoutMajority(change)) {
            Statements.requireMajority(now, change);
        }
        Situation after = now.supposing(with(now.facts(), change, now));
        return new Outlook(
                change,
                plan(change, now, after),
                Prechecks.refusals(change, now, after, terms, diskFree),
                Prechecks.hint(change, now, terms),
                lock.held(change).map(other -> ChangeLock.isTaken(other).getMessage()).stream()
                        .toList(),
                Optional.empty());
    }

    /** One that nobody sees to any more is not aborted, as nobody would do it. */
    private Optional<UnderWay> takenBackBy(Change change) {
        return lock.held()
                .filter(other -> ChangeLock.wish(other)
                        .filter(wish -> Inverses.takesBack(change, wish))
                        .isPresent());
    }

    /**
     * Whether a change takes back another one that has not ended.
     *
     * @param running the other one, as {@link #text}
     */
    public static boolean takesBack(Change change, String running) {
        return ChangeJson.read(running)
                .filter(other -> Inverses.takesBack(change, other))
                .isPresent();
    }

    private Outlook takingBack(Change change, String task, Situation now) {
        List<String> plan =
                new ArrayList<>(List.of("task " + task + " is aborted, and what it has begun is taken back"));
        plan.addAll(plan(change, now, now.supposing(with(now.facts(), change, now))));
        return new Outlook(change, plan, List.of(), "", List.of(), Optional.of(task));
    }

    /** The call that takes back a change that is under way; null if none does, or not any more. */
    public String inverse(UnderWay underWay) {
        return ChangeLock.wish(underWay)
                .filter(wish -> !isForGood(wish))
                .map(wish -> wish.inverse(underWay.task()))
                .orElse(null);
    }

    private Facts with(Facts facts, Change change, Situation now) {
        boolean atOnce = change instanceof Change.Remove remove && (remove.force() || remove.withoutMajority());
        Map<FactKey, CanonicalJson> stated = atOnce
                ? Map.of(FactKey.of(Kind.DRAIN, change.subject()), Values.draining(true)) // plans the same
                : Course.next(change, now, terms, Map.of()).state();
        Facts supposed = facts;
        for (Map.Entry<FactKey, CanonicalJson> one : stated.entrySet()) {
            supposed = supposed.supposing(one.getKey(), one.getValue(), now.self());
        }
        return supposed;
    }

    /** What is done anyway, as a change that has begun or a node that has joined has it, is none of it. */
    private List<String> plan(Change change, Situation now, Situation after) {
        List<String> plan = new ArrayList<>();
        Set<Step> anyway = Set.copyOf(Planning.plan(now, terms).steps());
        Planning.plan(after, terms).steps().stream()
                .filter(step -> !anyway.contains(step))
                .forEach(step -> plan.add(PathHash.shardName(step.shard()) + ": " + String.join(", ", step.before())
                        + " -> " + String.join(", ", step.after())));
        if (change instanceof Change.Remove remove) {
            boolean atOnce = remove.force() || remove.withoutMajority();
            plan.add(atOnce ? 0 : plan.size(), remove.node() + " leaves the cluster, for good under this id");
        }
        return plan;
    }

    /**
     * A change as work of a task that has its lock, if it needs one.
     *
     * @param back whether it is taken back from the begin on: somebody has aborted it elsewhere
     * @param pause lets some time pass between two looks
     */
    public Work work(String task, Change change, boolean back, Runnable pause) {
        return new Changing(new OwnChange(this, task, change), back, pause);
    }

    /** A change as text that other nodes read. */
    public static String text(Change change) {
        return ChangeJson.write(change);
    }

    /**
     * How far the move of one shard or an election is that another node has begun: a fact has the shard move, whoever
     * watches.
     *
     * @param wish as {@link #text}; empty if it is something else that a fact does not tell of
     */
    public Optional<Orphan> orphan(String wish) {
        if (wish.isEmpty() || !(ChangeJson.read(wish).orElse(null) instanceof Change.Pin pin)) {
            return Optional.empty();
        }
        Next next;
        try {
            next = next(pin);
        } catch (StemeException impossible) {
            return Optional.of(new Orphan(Orphan.Stage.VOID, impossible.getMessage()));
        }
        if (!next.state().isEmpty()) {
            String why = "somebody has changed it since, or it was not begun: it is as somebody wanted it last";
            return Optional.of(new Orphan(Orphan.Stage.VOID, why));
        }
        return Optional.of(new Orphan(next.done() ? Orphan.Stage.DONE : Orphan.Stage.GOES_ON, next.what()));
    }

    /** A change of which the node does not tell any more that has begun it. */
    public record Orphan(Stage stage, String what) {
        /** Where it stands. */
        public enum Stage {
            GOES_ON,
            DONE,
            /** Nothing of it counts. */
            VOID
        }
    }

    /** What comes next for a change, as this node sees it. */
    Next next(Change change) {
        Situation now = situation.get(); // first: what it says was dropped is owed by then
        return Course.next(change, now, terms, owedBytes.get());
    }

    /** Does the next step; completes with it as {@link #state} does. */
    public CompletableFuture<Next> step(Change change) {
        try {
            Next next = next(change);
            return state(change, next).thenApply(done -> next);
        } catch (StemeException impossible) {
            return CompletableFuture.failedFuture(impossible);
        }
    }

    /**
     * States what is to be stated next.
     *
     * @return fails with replicas-unreachable if too few nodes agreed to it
     */
    CompletableFuture<Void> state(Change change, Next next) {
        if (next.state().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (isWithoutMajority(change)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "{0} is taken out without a majority, by whoever has asked this node for it",
                    change.subject());
            return statements.alone(next.state());
        }
        if (next.forGood()) {
            LOGGER.log(System.Logger.Level.INFO, "{0} leaves the cluster", change.subject());
        }
        return statements.agreed(next.state());
    }

    CompletableFuture<Void> stateAgain(Map<FactKey, CanonicalJson> known) {
        return statements.agreed(known);
    }

    /** What has been stated for a change and is so, as far as this node knows now. */
    Map<FactKey, CanonicalJson> known(Change change) {
        return Course.known(change, statements.facts());
    }

    boolean isForGood(Change change) {
        return Course.isForGood(change, statements.facts());
    }

    private static boolean isWithoutMajority(Change change) {
        return change instanceof Change.Remove remove && remove.withoutMajority();
    }

    boolean isStated(FactKey key, CanonicalJson value) {
        return statements.isStated(key, value);
    }

    /** Has everything as it was before, if there is a way back. */
    public CompletableFuture<Void> back(Change change) {
        return statements.agreed(Course.back(change, situation.get()));
    }
}
