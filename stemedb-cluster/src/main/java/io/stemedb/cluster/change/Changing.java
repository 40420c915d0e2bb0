package io.stemedb.cluster.change;

import io.stemedb.cluster.fact.FactKey;
import io.stemedb.json.CanonicalJson;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.task.Progress;
import io.stemedb.task.Work;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A change as a task. It goes on until the cluster is as it is wanted, or somebody wants it back. If its node stops,
 * what was begun stays, and another node goes on with it.
 */
final class Changing implements Work {
    private static final String CHANGED = "somebody has changed it since: it is as he wanted it last";

    private static final double WAITED = 0.95;

    /** Of the whole, too: once the shards are where they should be, room is given back. */
    private static final double GIVEN_BACK = 0.04;

    /** About ten minutes: a merge of the largest run may take so long, and longer than that something else is wrong. */
    private static final int MOST_LOOKS = 1_200;

    /** About ten seconds: by then holders that are not slow have what a node took in their place. */
    private static final int LOOKS_AT_A_FEW = 20;

    /** What passes by itself, or once somebody has made room. */
    private static final Set<Refusal> PASSING = EnumSet.of(
            Refusal.REPLICAS_UNREACHABLE, Refusal.RATE_LIMITED, Refusal.READ_ONLY, Refusal.DISK_FULL, Refusal.STARTING);

    private final Undertaking change;
    private final boolean back;
    private final Runnable pause;
    private final Map<FactKey, CanonicalJson> stated = new LinkedHashMap<>();
    private final Set<FactKey> agreed = new HashSet<>();
    private boolean goesBack;
    private double reached;
    private int most = 1;
    private long mostBytes;
    private long mostOwed;
    private final Stuck owed = new Stuck(MOST_LOOKS);
    private final Stuck few = new Stuck(LOOKS_AT_A_FEW);

    /** Something that is tried again as long as what keeps it from being done may pass. */
    private interface Try {
        boolean done() throws IOException;
    }

    /**
     * @param back whether it is taken back from the begin on: somebody has aborted it elsewhere
     * @param pause lets some time pass between two looks
     */
    Changing(Undertaking change, boolean back, Runnable pause) {
        this.change = change;
        this.back = back;
        this.pause = pause;
    }

    @Override
    public void run(Progress progress) throws IOException {
        try {
            while (!isAtItsEnd(progress)) {
                pause.run();
            }
        } finally {
            release(progress);
        }
        while (isWantedBackSince(progress) && !attempt(progress, this::isAsBefore)) {
            pause.run();
        }
    }

    /** Somebody was told that it is aborted while its end was being stated, which takes a moment. */
    private boolean isWantedBackSince(Progress progress) {
        return !goesBack && !back && !change.isForGood() && !progress.stopping() && progress.aborted();
    }

    private boolean isAsBefore() {
        await(change.back());
        return true;
    }

    /** One look: ahead, or back if somebody wants that and there is a way back. */
    private boolean isAtItsEnd(Progress progress) throws IOException {
        boolean isTooLate = change.isForGood(); // so nobody is asked whether he wants it back
        if (progress.stopping()) {
            return progress.aborted();
        }
        if (isTooLate) { // also if no majority has agreed yet, or another node has stated it
            progress.cannotBeTakenBack();
        }
        if (isTooLate || !(back || progress.aborted())) {
            return attempt(progress, () -> look(progress)) && requireNotGoingBack();
        }
        goesBack = true;
        boolean isBack = attempt(progress, this::isBack);
        if (isBack && back) {
            progress.at(reached, "it was aborted, and is as it was before");
            progress.takenBack();
        }
        return isBack;
    }

    private boolean requireNotGoingBack() {
        if (goesBack) {
            throw StemeException.of(Refusal.UNSAFE, "it was to be taken back, and has come about for good all the same")
                    .hinting("GET /cluster/members?include=removed shows it; stemedb-node rejoin on a node that has "
                            + "left has it join again under another id");
        }
        return true;
    }

    private boolean attempt(Progress progress, Try what) throws IOException {
        try {
            return what.done();
        } catch (StemeException refused) {
            if (!PASSING.contains(refused.refusal())) {
                throw refused;
            }
            progress.at(reached, "it waits: " + refused.getMessage());
            return false;
        }
    }

    private void requireOwn() throws IOException {
        if (change.isLost()) {
            makeRoom();
            // No IOException, which is the end of what was aborted: this was not, whatever somebody here wants.
            throw StemeException.of(
                    Refusal.UNSAFE,
                    isUndone()
                            ? CHANGED
                            : "another node sees to it now, or somebody has begun something else: "
                                    + "GET /admin/tasks tells; what was begun stays");
        }
        await(change.renew());
    }

    /** Nobody had seen to it for so long that somebody could undo it. */
    private boolean isUndone() {
        return stated.entrySet().stream().anyMatch(one -> !change.isStated(one.getKey(), one.getValue()));
    }

    /** Of two that were begun at the same moment, the one that gives way leaves nothing behind. */
    private void makeRoom() throws IOException {
        if (change.isPushedAside() && !stated.isEmpty()) {
            await(change.back());
            throw new IOException("somebody has begun something else at the same moment, so this was taken back: "
                    + "GET /admin/tasks tells");
        }
    }

    private boolean look(Progress progress) throws IOException {
        if (!change.isForGood()) { // what has come about needs nobody to see to it, and is not taken back either
            requireOwn();
        }
        agreeOnWhatIsKnown();
        Next next = change.next();
        for (Map.Entry<FactKey, CanonicalJson> one : next.state().entrySet()) {
            if (stated.containsKey(one.getKey())) {
                if (change.isStated(one.getKey(), one.getValue())) {
                    return false; // the picture is older than what was stated
                }
                throw new IOException(CHANGED);
            }
        }
        state(next);
        if (next.forGood()) { // not before: what is refused, and stored nowhere, can still be taken back
            progress.cannotBeTakenBack();
        }
        tell(next, progress);
        return next.done() || isOwedForGood(next, progress) || isAsGoodAsDone(next, progress);
    }

    private void state(Next next) {
        try {
            await(change.state(next));
            stated.putAll(next.state());
            agreed.addAll(next.state().keySet());
        } catch (StemeException refused) {
            next.state().forEach((key, value) -> {
                if (change.isStated(key, value)) {
                    stated.put(key, value); // here, and perhaps nowhere else
                }
            });
            throw refused;
        }
    }

    /**
     * What this node alone knows to be so is no reason to go on, and not done: it may be what no majority agreed to, or
     * what a node has begun that ended.
     */
    private void agreeOnWhatIsKnown() {
        Map<FactKey, CanonicalJson> known = new LinkedHashMap<>(stated); // which may be more than what it is about
        known.entrySet().removeIf(one -> !change.isStated(one.getKey(), one.getValue()));
        known.putAll(change.known());
        known.keySet().removeAll(agreed);
        if (!known.isEmpty()) {
            await(change.stateAgain(known));
            stated.putAll(known);
            agreed.addAll(known.keySet());
        }
    }

    private void tell(Next next, Progress progress) {
        most = Math.max(most, next.pending().size());
        mostBytes = Math.max(mostBytes, next.bytesToCopy());
        mostOwed = Math.max(mostOwed, next.owedBytes());
        reached = Math.max(reached, fraction(next)); // lists may change once more
        progress.at(reached, next.what());
        progress.left(next.pending().size(), next.bytesLeft());
    }

    /** Everything is where it should be, and others wait for this one to end. */
    private boolean isOwedForGood(Next next, Progress progress) {
        if (next.owed().isEmpty() || !owed.isAt(next.owedBytes())) {
            return false;
        }
        progress.at(reached, "done, but for the room, which is not waited for any longer: " + next.what());
        return true;
    }

    /** The same: as long as one node is slow another one always has a few claims that it took in its place. */
    private boolean isAsGoodAsDone(Next next, Progress progress) {
        if (!next.few() || !few.isAt(next.pending().size())) {
            return false;
        }
        tell(next.asItIs(), progress);
        return true;
    }

    private double fraction(Next next) {
        if (next.done()) {
            return 1;
        }
        if (!next.owed().isEmpty()) {
            return WAITED + GIVEN_BACK * (mostOwed - next.owedBytes()) / mostOwed;
        }
        if (next.pending().isEmpty()) {
            return reached;
        }
        double settled = WAITED * (most - next.pending().size()) / most;
        long bytes = next.bytesToCopy();
        if (bytes == 0) {
            return settled;
        }
        double copied = WAITED * (mostBytes - bytes) / mostBytes;
        // A shard may be so large that for hours no other number changes, and nearly all bytes may be of a few shards.
        return settled == 0 ? copied : Math.min(copied, settled);
    }

    private boolean isBack() throws IOException {
        requireOwn();
        await(change.goBack()); // first, so that nobody goes on with it if this node ends now
        await(change.back());
        return true;
    }

    /** While that is not known, nobody can begin another one; the lock expires if this node ends first. */
    private void release(Progress progress) {
        try {
            while (!progress.stopping() && change.isLocked() && !attempt(progress, this::isReleased)) {
                pause.run();
            }
        } catch (IOException | RuntimeException unforeseen) {
            System.getLogger(Changing.class.getName())
                    .log(System.Logger.Level.WARNING, "the end of a change could not be stated", unforeseen);
        }
    }

    private boolean isReleased() {
        await(change.release());
        return true;
    }

    private static <T> T await(CompletableFuture<T> asked) {
        try {
            return asked.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StemeException refused ? refused : failed;
        }
    }
}
