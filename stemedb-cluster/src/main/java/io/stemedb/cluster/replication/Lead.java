package io.stemedb.cluster.replication;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Records appends on this node and sends what it has recorded to others, until enough have it. */
public final class Lead {
    /** Between two looks for room in the journal. */
    private static final Duration ROOM = Duration.ofMillis(50);

    private static final Duration LOOK = Duration.ofMillis(25);
    private static final long GIVE_UP_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long TELL_NANOS = Duration.ofSeconds(5).toNanos();
    private static final System.Logger LOGGER = System.getLogger(Lead.class.getName());

    private final Supplier<Situation> situation;
    private final Recording own;
    private final Senders senders;
    private final Loop loop;
    private final Supplier<Optional<StemeException>> clock;
    private final CatchUp catchUp;
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final AtomicLong toldAt;
    private volatile boolean stopped;

    private record Pending(Spread spread, long begun) {}

    /**
     * Leads.
     *
     * @param own the recorder of this node
     * @param clock why this node can give no times now
     * @param catchUp goes before what is recorded: others may have taken the very same claim meanwhile
     */
    public Lead(
            Supplier<Situation> situation,
            Recording own,
            Senders senders,
            Loop loop,
            Supplier<Optional<StemeException>> clock,
            CatchUp catchUp) {
        this.catchUp = catchUp;
        this.clock = clock;
        this.situation = situation;
        this.own = own;
        this.senders = senders;
        this.loop = loop;
        this.toldAt = new AtomicLong(loop.nanos() - 2 * TELL_NANOS);
    }

    /** Records nothing more: others do from now on. */
    public void stop() {
        stopped = true;
    }

    /** Begins to look after what is on its way. */
    public void start() {
        loop.each(LOOK, this::look);
    }

    /**
     * Records appends here.
     *
     * @return one outcome for each, in the same order, once enough nodes have it
     */
    public CompletableFuture<List<AppendOutcome>> record(List<Append> appends, Recording.Terms terms) {
        if (catchUp.isBackJustNow()) {
            Set<Integer> shards = appends.stream().map(this::shardOf).collect(Collectors.toSet());
            Recording.Terms atOnce = new Recording.Terms(terms.ack(), Duration.ZERO); // the loop must not wait for room
            CompletableFuture<Void> done = catchUp.compareFirst(shards);
            return done.isDone() ? recordNow(appends, terms) : done.thenCompose(end -> recordNow(appends, atOnce));
        }
        return recordNow(appends, terms);
    }

    /**
     * The same, to be called on threads that must not wait for room in the journal: those that carry what other nodes
     * say, and the loop. It tries again until the patience is over.
     */
    CompletableFuture<List<AppendOutcome>> recordWhenRoom(List<Append> appends, Recording.Terms terms) {
        return recordWhenRoom(appends, terms, loop.nanos());
    }

    private CompletableFuture<List<AppendOutcome>> recordWhenRoom(
            List<Append> appends, Recording.Terms terms, long begun) {
        Recording.Terms atOnce = new Recording.Terms(terms.ack(), Duration.ZERO);
        return record(appends, atOnce).thenCompose(outcomes -> {
            if (!isFull(outcomes) || loop.nanos() - begun >= terms.patience().toNanos()) {
                return CompletableFuture.completedFuture(outcomes);
            }
            CompletableFuture<Void> pause = loop.promise();
            loop.later(ROOM, () -> pause.complete(null));
            return pause.thenCompose(over -> recordWhenRoom(appends, terms, begun));
        });
    }

    private static boolean isFull(List<AppendOutcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.whyRefused().stream())
                .anyMatch(refused -> refused.refusal() == Refusal.RATE_LIMITED);
    }

    private CompletableFuture<List<AppendOutcome>> recordNow(List<Append> appends, Recording.Terms terms) {
        Situation now = situation.get();
        StemeException wrongClock = clock.get().orElse(null);
        for (Append append : appends) {
            StemeException refusal = wrongClock == null ? refusal(now, shardOf(append), terms.ack()) : wrongClock;
            if (refusal != null) {
                return CompletableFuture.completedFuture(appends.stream()
                        .<AppendOutcome>map(any -> new Refused(refusal))
                        .toList());
            }
        }
        return own.submit(appends, terms).thenCompose(outcomes -> spread(now, outcomes, terms.ack()));
    }

    /** Nothing is stored if it is known before that too few nodes could have it. */
    private StemeException refusal(Situation now, int shard, Ack ack) {
        List<String> order = now.order(shard);
        boolean isFree = shard == PathHash.SYSTEM_SHARD || ack == Ack.LEADER;
        if (!isFree && isInNoClusterYet(now)) {
            return StemeException.of(Refusal.REPLICAS_UNREACHABLE, "this node belongs to no cluster yet")
                    .hinting("nothing was stored; repeat it once its seeds let it in, or write with ?ack=leader");
        }
        boolean isKnown = isFree || !now.isFounded() || catchUp.isTold();
        if (!isKnown && !stopped && now.isMember()) {
            return notToldYet(now);
        }
        if (stopped || !order.contains(now.self()) || !isKnown) {
            return StemeException.of(Refusal.REPLICAS_UNREACHABLE, "this node takes no appends of the shard now")
                    .hinting("nothing was stored; repeat the write");
        }
        int needed = needed(now, shard, ack);
        return order.size() < needed ? tooFew(order.size(), needed) : null;
    }

    private static StemeException notToldYet(Situation now) {
        int members = now.members().members().size();
        return StemeException.of(
                        Refusal.REPLICAS_UNREACHABLE,
                        "no majority of the members is known to know yet that this node counts; "
                                + now.liveMembers().size() + " of " + members + " are reached")
                .hinting("nothing was stored; repeat the write; bring back or remove members that stay away");
    }

    /**
     * With fewer copies fewer disks are enough, but only once a majority knows of it: the others would go by what they
     * know, and count on more disks than have it.
     */
    private int needed(Situation now, int shard, Ack ack) {
        int known = now.needed(shard, ack);
        return shard == PathHash.SYSTEM_SHARD ? known : Math.max(known, ack.disks(catchUp.agreedFactor()));
    }

    /** Even if one disk is enough: nobody of the cluster that it will belong to asks it for what it has. */
    private static boolean isInNoClusterYet(Situation now) {
        return !now.isFounded() && now.members().counted().stream().anyMatch(node -> !node.equals(now.self()));
    }

    static StemeException tooFew(int live, int needed) {
        return StemeException.of(
                        Refusal.REPLICAS_UNREACHABLE,
                        "the write needs " + needed + " nodes, and " + live + " can be reached")
                .limitedTo(needed)
                .hinting("nothing was stored; repeat it, or write with ?ack=leader, which one node acknowledges");
    }

    private CompletableFuture<List<AppendOutcome>> spread(Situation now, List<AppendOutcome> outcomes, Ack ack) {
        List<Together> some = Together.of(outcomes, senders.shardCount());
        AppendOutcome[] ends = outcomes.toArray(AppendOutcome[]::new);
        List<CompletableFuture<Void>> all = new ArrayList<>(some.size());
        senders.together(() -> {
            for (Together one : some) {
                all.add(spread(now, one, ack).thenAccept(end -> one.settle(end, ends)));
            }
        });
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).thenApply(done -> List.of(ends));
    }

    private CompletableFuture<Spread.End> spread(Situation now, Together some, Ack ack) {
        List<String> others = new ArrayList<>(now.order(some.shard()));
        others.remove(now.self());
        // It may be more by now than it was before the own disk had it.
        int needed = Math.max(needed(now, some.shard(), ack), needed(situation.get(), some.shard(), ack));
        Spread spread = new Spread(some.records(), now.self(), others, needed, senders::copy, this::counts);
        spread.start(Math.max(now.disks(some.shard()), needed) - 1, now::isSlow);
        if (!spread.end().isDone()) {
            pending.add(new Pending(spread, loop.nanos()));
        }
        return spread.end().whenComplete((end, failure) -> {
            if (end == Spread.End.UNKNOWN) {
                tellWhy(some.shard(), spread);
            }
        });
    }

    /** Now and then: if one is not acknowledged, most often many are not, and for one reason. */
    private void tellWhy(int shard, Spread spread) {
        long now = loop.nanos();
        long last = toldAt.get();
        if (now - last > TELL_NANOS && toldAt.compareAndSet(last, now)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "a write of {0} is not acknowledged: {1}",
                    PathHash.shardName(shard),
                    spread.story());
        }
    }

    /** What a node has that was removed meanwhile is looked for nowhere. */
    private boolean counts(String node) {
        Situation now = situation.get();
        return !now.isFounded() || now.members().isMember(node);
    }

    static StemeException unknown(AssertionId id) {
        return StemeException.of(
                        Refusal.OUTCOME_UNKNOWN,
                        "too few nodes have said in time that they have the write on their disks")
                .about(id.toString())
                .hinting("ask for the id, or repeat the write: that is safe");
    }

    /** Hurries what waits for a slow node, and gives up what has waited for too long. */
    private void look() {
        senders.look();
        long now = loop.nanos();
        long slow = senders.slowAfterNanos();
        Set<String> late = senders.silentFor(slow);
        pending.removeIf(one -> {
            if (one.spread().end().isDone()) {
                return true;
            }
            long waited = now - one.begun();
            if (waited > GIVE_UP_NANOS) {
                one.spread().giveUp();
                return true;
            }
            if (waited > slow) {
                one.spread().hurry(late::contains);
            }
            return false;
        });
    }

    private int shardOf(Append append) {
        return PathHash.shardOf(append.assertion(), senders.shardCount());
    }

    static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> some) {
        return CompletableFuture.allOf(some.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> some.stream().map(CompletableFuture::join).toList());
    }
}
