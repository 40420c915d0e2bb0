package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Of the changes that concern many shards one is under way at a time: a fact says which, who sees to it, and until when
 * that holds if he says nothing more. Nothing that must stay true rests on it: two at once would only be in each
 * other's way. May be called from any thread; no call blocks.
 */
public final class ChangeLock {
    private static final FactKey KEY = FactKey.of(Kind.CHANGE);

    /** A lock that nobody renews counts for so long. */
    private static final long LOCKED_MICROS = 20_000_000;

    /** By then another node has gone on with what a lock stands for that has expired, if there is one that can. */
    private static final long TAKEN_OVER_MICROS = 30_000_000;

    private final Statements statements;
    private final Supplier<Situation> situation;
    private final LongSupplier wallMicros;

    ChangeLock(Statements statements, Supplier<Situation> situation, LongSupplier wallMicros) {
        this.statements = statements;
        this.situation = situation;
        this.wallMicros = wallMicros;
    }

    /** The big change that is under way, whoever sees to it. */
    public Optional<UnderWay> underWay() {
        return statements.facts().change().filter(UnderWay::running);
    }

    /** What is wanted by a change that is under way; empty if only a later release knows it. */
    public static Optional<Change> wish(UnderWay underWay) {
        return ChangeJson.read(underWay.wish());
    }

    /** Whether a change has a node give its places away. */
    static boolean isOf(UnderWay change, String node) {
        return wish(change)
                .filter(wish ->
                        !(wish instanceof Change.Rebalance) && wish.subject().equals(node))
                .isPresent();
    }

    /** Whether a task of this node is the one that sees to it. */
    boolean isOwn(String task) {
        return own(task).isPresent();
    }

    private Optional<UnderWay> own(String task) {
        return underWay()
                .filter(change -> change.task().equals(task)
                        && change.owner().equals(situation.get().self()));
    }

    /** Until when a task of this node has others wait, unless it says more. */
    Optional<Long> heldUntil(String task) {
        return own(task).map(UnderWay::untilMicros);
    }

    /** Whether another change is in the place of one that had others wait until then. */
    boolean isPushedAside(String task, Change change, long heldUntil) {
        return statements
                .facts()
                .change()
                .filter(known -> !known.task().equals(task))
                .filter(known -> Succession.pushesAside(known, change, heldUntil, wallMicros.getAsLong()))
                .isPresent();
    }

    /**
     * Refuses a change that must wait for another one.
     *
     * @throws StemeException unsafe
     */
    public void requireFree(Change change) {
        held(change).ifPresent(other -> {
            throw isTaken(other);
        });
    }

    /** What a change must wait for. */
    Optional<UnderWay> held(Change change) {
        return change.isBig() ? held() : Optional.empty();
    }

    /** The big change for which others wait: not one that nobody has seen to for so long that nobody may. */
    Optional<UnderWay> held() {
        long micros = wallMicros.getAsLong();
        return underWay().filter(running -> isHeld(running, micros));
    }

    /**
     * Makes a task of this node the one that changes the cluster.
     *
     * @return fails with unsafe if another one does; replicas-unreachable if no majority has agreed
     */
    public CompletableFuture<Void> claim(String task, Change change, String reason) {
        long micros = wallMicros.getAsLong();
        Optional<UnderWay> other = held().filter(running -> !running.task().equals(task));
        if (other.isPresent()) {
            return CompletableFuture.failedFuture(isTaken(other.get()));
        }
        String self = situation.get().self();
        return claim(new UnderWay(
                task, ChangeJson.write(change), self, reason, micros, micros + LOCKED_MICROS, true, false));
    }

    /**
     * A lock that lasts longer than any does was made by a clock that was wrong. Whatever clocks say, a live owner sees
     * to it; if he does not, another node soon does, unless nobody here knows what it is for.
     */
    private boolean isHeld(UnderWay lock, long micros) {
        Situation now = situation.get();
        boolean isSeenTo = now.liveMembers().contains(lock.owner())
                && !now.earlierNodes().contains(lock.owner())
                && wish(lock).isPresent();
        long left = lock.untilMicros() - micros;
        return isSeenTo || (left > -TAKEN_OVER_MICROS && left < LOCKED_MICROS + TAKEN_OVER_MICROS);
    }

    /** Goes on with what another node, or this one before its last start, has begun. */
    public CompletableFuture<Void> takeOver(UnderWay change) {
        return claim(change.by(situation.get().self(), wallMicros.getAsLong() + LOCKED_MICROS));
    }

    private CompletableFuture<Void> claim(UnderWay mine) {
        return statements.once(KEY, Values.of(mine)).thenAccept(agreed -> {
            if (!agreed) {
                throw underWay()
                        .filter(running -> !running.task().equals(mine.task()))
                        .map(ChangeLock::isTaken)
                        .orElseGet(Statements::tooFewAgreed);
            }
        });
    }

    /** Has others wait for longer, if it is time to. */
    CompletableFuture<Void> renew(String task) {
        return own(task)
                .filter(own -> isDue(own.untilMicros() - wallMicros.getAsLong()))
                .map(this::takeOver)
                .orElseGet(ChangeLock::nothing);
    }

    /** Also if the clock was set back since. */
    private static boolean isDue(long left) {
        return left < LOCKED_MICROS / 2 || left > LOCKED_MICROS;
    }

    /** Notes that it is being taken back, for whoever sees to it later. */
    CompletableFuture<Void> goBack(String task) {
        return own(task)
                .filter(own -> !own.back())
                .map(own -> takeOver(own.goingBack()))
                .orElseGet(ChangeLock::nothing);
    }

    /** Lets another change begin. One that has begun is left alone. */
    public CompletableFuture<Void> release(String task) {
        return own(task)
                .map(own -> statements.once(KEY, Values.of(own.ended())).<Void>thenApply(agreed -> {
                    if (!agreed && isOwn(task)) {
                        throw Statements.tooFewAgreed();
                    }
                    return null;
                }))
                .orElseGet(ChangeLock::nothing);
    }

    private static CompletableFuture<Void> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    static StemeException isTaken(UnderWay other) {
        String what = wish(other)
                .map(change -> change instanceof Change.Factor
                        ? "change of the factor"
                        : change.kind() + " of " + change.subject())
                .orElse("change");
        return StemeException.of(
                        Refusal.UNSAFE,
                        "a " + what + " is under way: task " + other.task() + " on " + other.owner()
                                + ", asked for as: " + other.reason())
                .hinting("wait for it, or abort it with DELETE /admin/tasks/" + other.task());
    }
}
