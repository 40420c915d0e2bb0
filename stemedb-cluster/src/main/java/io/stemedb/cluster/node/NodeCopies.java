package io.stemedb.cluster.node;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.cluster.agreement.Freshness;
import io.stemedb.cluster.agreement.Knowledge;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.copies.Loads;
import io.stemedb.cluster.copies.Loads.Load;
import io.stemedb.cluster.heartbeat.Heart;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.replication.CatchUp;
import io.stemedb.cluster.scatter.OwnCopies;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.sync.Comparisons;
import io.stemedb.intake.Positions;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Database;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** This node's copies, for whoever reads them. */
final class NodeCopies implements OwnCopies, CatchUp {
    private static final Duration TOKEN_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** More than the longest wait: so long only if the loop stands still. */
    private static final long MOST_WAIT_SECONDS = 3;

    private static final System.Logger LOGGER = System.getLogger(NodeCopies.class.getName());
    private static final long COMPARE_NANOS = Duration.ofSeconds(2).toNanos();

    private final Database database;
    private final Copies copies;
    private final Comparisons comparisons;
    private final Supplier<Situation> situation;
    private final Loop loop;
    private final Heart heart;
    private final Presence presence;
    private final Loads loads;
    private Long lastBeat;

    /**
     * @param heart whatever is alike is compared with a heartbeat
     * @param presence since when this node is there
     */
    NodeCopies(
            Database database,
            Copies copies,
            Comparisons comparisons,
            Supplier<Situation> situation,
            Loop loop,
            Heart heart,
            Presence presence) {
        this.database = database;
        this.copies = copies;
        this.comparisons = comparisons;
        this.situation = situation;
        this.loop = loop;
        this.heart = heart;
        this.presence = presence;
        long store = database.identity().store();
        this.loads = new Loads(
                database.identity().shardCount(),
                shard -> copies.have(shard).of(store).count(),
                loop::nanos);
    }

    /** Counts what there is, and what came. On the loop. */
    void count() {
        copies.count();
        loads.look();
    }

    /** How busy a copy is. */
    Load load(int shard) {
        return loads.of(shard);
    }

    /** Bytes of copies from other nodes that wait for this node's journal. */
    long waitingBytes() {
        return database.recorder().waitingCopyBytes();
    }

    @Override
    public SlotCursor slots(SlotRange range, Set<Integer> shards) {
        return database.store().copies().slots(range, shards);
    }

    @Override
    public void scan(String conceptPath, String predicate, long from, Predicate<Recorded> taker) {
        database.store().reader().scan(conceptPath, predicate, from, taker);
    }

    @Override
    public long newest() {
        return database.shown().horizon().newest();
    }

    @Override
    public List<String> sources(String after, int limit) {
        return database.store().sources().names(after, limit);
    }

    @Override
    public long countOfSource(String source, Set<Integer> shards) {
        return database.store().sources().count(source, shards::contains);
    }

    @Override
    public void requireAll(Set<Integer> shards) {
        boolean alone = !situation.get().isFounded(); // nobody else has anything yet
        for (int shard : shards) {
            if (!alone && !copies.vouches(shard)) {
                throw StemeException.of(
                        Refusal.SHARD_UNAVAILABLE, "this node does not have all of " + PathHash.shardName(shard));
            }
        }
    }

    @Override
    public ShardVector have(int shard) {
        return copies.have(shard);
    }

    @Override
    public Completeness completeness(int shard) {
        return Completeness.of(knowledge(shard));
    }

    @Override
    public long now() {
        return loop.nanos();
    }

    @Override
    public Completeness completeSince(int shard, long moment) {
        return Completeness.comparedSince(knowledge(shard), moment);
    }

    @Override
    public CompletableFuture<Void> compare(Set<Integer> shards, long moment, Requirement requirement) {
        loads.read(shards);
        CompletableFuture<Void> done = loop.promise();
        comparisons.want(moment);
        loop.execute(() -> compare(new TreeSet<>(shards), moment, requirement, done));
        return done.completeOnTimeout(null, MOST_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** @param left shards that are not known to be alike: each look leaves fewer */
    private void compare(Set<Integer> left, long moment, Requirement requirement, CompletableFuture<Void> done) {
        Situation now = now(situation.get());
        boolean waits = false;
        for (int shard : List.copyOf(left)) {
            Completeness copy = Completeness.comparedSince(knowledge(now, shard), moment);
            if (suffices(copy, requirement)) {
                left.remove(shard);
            } else {
                waits |= isWorthWaiting(copy);
            }
        }
        if (!waits || loop.nanos() - moment > COMPARE_NANOS) {
            done.complete(null);
            return;
        }
        beat();
        loop.later(LOOK_AGAIN, () -> compare(left, moment, requirement, done));
    }

    private static boolean suffices(Completeness copy, Requirement requirement) {
        return requirement == Requirement.ALL ? copy.all() : copy.complete();
    }

    /** Who is silent is not waited for: he would have to be heard first, and the client can ask again as well. */
    private boolean isWorthWaiting(Completeness copy) {
        return copy.unreachable().stream().anyMatch(situation.get().liveness()::isLive);
    }

    @Override
    public void freshen(Set<Integer> shards) {
        loads.read(shards);
        if (isBackJustNow()) {
            compareFirst(shards)
                    .completeOnTimeout(null, MOST_WAIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    @Override
    public boolean isBackJustNow() {
        return !Freshness.isOver(presence.backSince(), loop.nanos());
    }

    @Override
    public boolean isTold() {
        return copies.isTold();
    }

    @Override
    public int agreedFactor() {
        return copies.agreedFactor();
    }

    @Override
    public CompletableFuture<Void> compareFirst(Set<Integer> shards) {
        long since = presence.backSince();
        if (!waits(shards, since)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> done = loop.promise();
        comparisons.want(since);
        loop.execute(() -> freshen(shards, since, done));
        return done;
    }

    private void freshen(Set<Integer> shards, long since, CompletableFuture<Void> done) {
        try {
            if (waits(shards, since)) {
                beat();
                loop.later(LOOK_AGAIN, () -> freshen(shards, since, done));
                return;
            }
        } catch (RuntimeException failure) { // who waits goes on with what there is
            LOGGER.log(System.Logger.Level.WARNING, "copies cannot be compared first", failure);
        }
        done.complete(null);
    }

    /** However many wait. On the loop. */
    private void beat() {
        long now = loop.nanos();
        if (lastBeat == null || now - lastBeat >= LOOK_AGAIN.toNanos() / 2) {
            lastBeat = now;
            heart.beat();
        }
    }

    private boolean waits(Set<Integer> shards, long since) {
        Situation now = now(situation.get());
        return shards.stream()
                .anyMatch(shard -> Freshness.waits(knowledge(now, shard), since, node -> isSilent(node, since)));
    }

    private boolean isSilent(String node, long since) {
        return situation
                .get()
                .address(node)
                .map(address -> heart.failedSince(address, since))
                .orElse(false);
    }

    /** A situation may be a moment old, and the age of comparisons counts from now. */
    private Situation now(Situation seen) {
        return seen.at(loop.nanos());
    }

    private Knowledge knowledge(int shard) {
        return knowledge(now(situation.get()), shard);
    }

    private Knowledge knowledge(Situation now, int shard) {
        return now.knowledge(
                shard,
                comparisons,
                database.identity().store(),
                now.earlierNodes().isEmpty() ? copies.base(shard) : null);
    }

    @Override
    public CompletableFuture<Void> reach(String token, Set<Integer> shards) {
        if (token == null) {
            return CompletableFuture.completedFuture(null);
        }
        Map<Integer, ShardVector> some = new TreeMap<>(Token.parse(token).seen().shards());
        some.keySet().retainAll(shards);
        if (reached(some)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> reached = loop.promise();
        loop.execute(() -> await(some, loop.nanos(), reached));
        // If the loop stands still or has ended. No thread of its own waits for it.
        return reached.orTimeout(TOKEN_PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
    }

    private void await(Map<Integer, ShardVector> some, long begun, CompletableFuture<Void> reached) {
        if (reached.isDone()) { // nobody waits any more
            return;
        }
        if (reached(some)) {
            reached.complete(null);
        } else if (loop.nanos() - begun > TOKEN_PATIENCE.toNanos()) {
            reached.completeExceptionally(Positions.late(TOKEN_PATIENCE));
        } else {
            loop.later(LOOK_AGAIN, () -> await(some, begun, reached));
        }
    }

    private boolean reached(Map<Integer, ShardVector> some) {
        return some.entrySet().stream().allMatch(one -> have(one.getKey()).covers(one.getValue()));
    }
}
