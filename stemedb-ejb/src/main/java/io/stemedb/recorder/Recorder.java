package io.stemedb.recorder;

import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskFullException;
import io.stemedb.journal.Journal;
import io.stemedb.journal.JournalFailedException;
import io.stemedb.refusal.Reason;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Makes appends of many threads durable in groups. Only {@link #step} and {@link #rest} write, from one thread. */
public final class Recorder {
    private static final System.Logger LOGGER = System.getLogger(Recorder.class.getName());

    /** Enough to make a force cheap for each record in it, little enough that nobody waits long behind it. */
    private static final long GROUP_BYTES = 2 << 20;

    private static final String NO_RUN = "a full table cannot be written as a run";
    private static final long STALLED_MILLIS = 2;
    private final Journal journal;
    private final Store store;
    private final HybridClock clock;
    private final RecorderOptions options;
    private final Consumer<Recorded> applied;
    private final Telling telling;
    private final Deque<Submission> queue = new ArrayDeque<>();
    private final CopyQueue copies;
    private final Backlog backlog;
    private final GroupStatistics statistics = new GroupStatistics();
    private final Obstacle noSegment = new Obstacle("the next journal segment cannot be made");
    private final HeldBack heldBack;
    private final Retiring retiring;
    private final Between between = new Between();
    private final long groupBytes;
    private volatile String readOnlyReason;
    private final Frontier frontier;
    private boolean closed;
    private long flushedAgain;
    private long heldMicros;

    Recorder(Journal journal, Store store, HybridClock clock, RecorderOptions options, Consumer<Recorded> applied) {
        this.journal = journal;
        this.store = store;
        this.clock = clock;
        this.options = options;
        this.applied = applied;
        this.copies = new CopyQueue(options.queueBytes());
        this.backlog = new Backlog(options.queueBytes());
        this.telling = new Telling(options.answers());
        // What was there at the start has been applied.
        this.frontier = new Frontier(clock, journal.forcedLsn(), store.reached());
        this.heldBack = new HeldBack(store::mergeDebt, options.mergeDebt());
        this.retiring = new Retiring(journal, store, options);
        this.groupBytes = Math.min(GROUP_BYTES, journal.largestGroup());
        if (journal.lacksSegment()) { // nobody should take the node for one that takes writes
            noSegment.met(new DiskFullException("no room for it at the start"), clock.wall());
        }
    }

    /** Hands in appends that do not wait for room. */
    public CompletableFuture<List<AppendOutcome>> submit(List<Append> appends) {
        return submit(appends, Duration.ZERO);
    }

    /**
     * Hands in appends; the future completes, never exceptionally, with one outcome for each in the same order. What is
     * too much for one group goes into several. If too much waits already, the caller waits, but not beyond patience.
     */
    public CompletableFuture<List<AppendOutcome>> submit(List<Append> appends, Duration patience) {
        return Submission.together(enqueue(appends, patience));
    }

    List<Submission> enqueue(List<Append> appends, Duration patience) {
        List<Submission> parts = Submission.parts(appends, groupBytes);
        StemeException refusal;
        synchronized (queue) {
            boolean room = backlog.awaitRoom(queue, Submission.weight(parts), patience, this::takes);
            if (takes() && room) {
                queue.addAll(parts);
                backlog.came(Submission.weight(parts));
                queue.notifyAll();
                return parts;
            }
            refusal = takes() ? backlog.refusal() : readOnly();
        }
        parts.forEach(part -> part.refuse(refusal));
        return parts;
    }

    /** Reads the bytes of a record of another node; malformed or too-large if no node would have recorded it. */
    public Copy copy(byte[] key, byte[] rest) {
        return Copy.read(key, rest, options.shardCount(), options.largestRecord());
    }

    /** The same with copies of what other nodes have recorded; if too much waits they are refused. */
    public CompletableFuture<List<CopyOutcome>> store(List<Copy> handed) {
        List<CopySubmission> parts = CopySubmission.parts(handed, groupBytes);
        StemeException refusal;
        synchronized (queue) {
            if (takes() && copies.offer(parts)) {
                queue.notifyAll();
                return CopySubmission.together(parts);
            }
            refusal = takes() ? backlog.refusal() : readOnly();
        }
        parts.forEach(part -> part.refuse(refusal));
        return CopySubmission.together(parts);
    }

    /** Has something done by the writing thread between two groups; fails if the node takes no writes. */
    <T> CompletableFuture<T> between(Callable<T> task) {
        synchronized (queue) {
            queue.notifyAll();
            return takes() ? between.add(task) : CompletableFuture.failedFuture(readOnly());
        }
    }

    private boolean takes() {
        return !closed && readOnlyReason == null;
    }

    /** Bytes of appends that wait for the journal, at most. */
    public long waitingBytes() {
        return backlog.bytes();
    }

    /** Bytes of copies from other nodes that wait for the journal. */
    public long waitingCopyBytes() {
        return copies.bytes();
    }

    /** Why the node takes no writes until it is started again, or null. */
    public String readOnlyReason() {
        return readOnlyReason;
    }

    /** What every write is answered with now; empty if writes are taken. It may pass by itself. */
    public Optional<StemeException> refusal() {
        if (readOnlyReason != null) {
            return Optional.of(readOnly());
        }
        return noSegment.refusal().or(this::noRun).or(heldBack::refusal);
    }

    /** A flush that failed is in the way of writes only once the next table is full as well. */
    private Optional<StemeException> noRun() {
        return stalled() ? store.flushFailure().map(failure -> Obstacle.refusal(NO_RUN, failure)) : Optional.empty();
    }

    public GroupStatistics statistics() {
        return statistics;
    }

    /** A time at or below which everything is visible and nothing more will be recorded; microseconds since 1970. */
    public long stableThrough() {
        return clock.stableThrough();
    }

    /** The time for what a claim leaves out, see {@link HybridClock#now}; microseconds since 1970. */
    public long now() {
        return clock.now();
    }

    /** How far this node's times are ahead of its machine's clock, in microseconds; 0 if they are not. */
    public long aheadMicros() {
        return clock.aheadMicros();
    }

    Shown shown() {
        return frontier.shown();
    }

    /** Writes the next group. False when there was nothing to do, or nothing can be done before a flush has ended. */
    boolean step() {
        var unused = store.losses().settle(this::advance);
        if (between.run()) {
            return true;
        }
        if (store.tableFull()) {
            if (store.flushing()) {
                return refuseWithoutRun();
            }
            store.freeze(journal.forcedLsn());
            retiring.retire();
        }
        heldBack.look();
        if (mayWait() && heldBack.holds(clock.wall())) {
            return heldBack.refusal().map(this::refuseAll).orElse(false);
        }
        if (!segmentIsThere()) {
            return refuseAll(noSegment.refusal().orElseGet(this::readOnly));
        }
        Taken taken = take();
        if (taken.isEmpty()) {
            return false;
        }
        heldMicros = heldBack.passed(clock.wall());
        try {
            write(taken);
        } catch (IOException | RuntimeException | Error failure) {
            fail(taken, failure);
        }
        retiring.archive(clock.wall());
        return true;
    }

    private boolean refuseWithoutRun() {
        noRun().ifPresent(refusal -> {
            refuseAll(refusal);
            flushAgain();
        });
        return false;
    }

    /** False if the segment is still lacking that the next group needs. */
    private boolean segmentIsThere() {
        if (!journal.lacksSegment()) {
            noSegment.passed();
            return true;
        }
        if (!noSegment.due(clock.wall())) {
            return false;
        }
        retiring.retire(); // which may be what makes room
        try {
            journal.nextSegment();
            noSegment.passed();
            return true;
        } catch (IOException failure) {
            noSegment.met(failure, clock.wall());
            return false;
        }
    }

    private Taken take() {
        synchronized (queue) {
            List<CopySubmission> copyParts = copies.take(groupBytes);
            long bytes = copyParts.stream().mapToLong(CopySubmission::weight).sum();
            List<Submission> taken = new ArrayList<>();
            boolean first = copyParts.isEmpty(); // one goes, however large
            while (!queue.isEmpty() && (first || bytes + queue.peek().weight() <= groupBytes)) {
                first = false;
                bytes += queue.peek().weight();
                taken.add(queue.poll());
            }
            if (!taken.isEmpty()) {
                backlog.went(Submission.weight(taken));
                queue.notifyAll(); // who waits for room
            }
            return new Taken(copyParts, taken);
        }
    }

    private void write(Taken taken) throws IOException {
        if (options.name().refuses(taken, telling)) {
            return;
        }
        Group group = new Group(store, clock, options);
        Runnable outcomes = taken.decide(group);
        boolean alone;
        if (group.size() > 0) {
            makeDurable(group);
            group.applyTo(store, applied);
        } else {
            clock.applied();
        }
        // A vector may say too little; whoever brings what is here must not do so for ever.
        if (store.losses().recount(group.known()) || group.size() > 0) {
            advance();
        }
        synchronized (queue) {
            alone = taken.isOneAppend() && nothingWaits();
        }
        telling.tell(alone, outcomes);
    }

    void advance() {
        frontier.advance(journal.forcedLsn(), store.reached());
    }

    private boolean nothingWaits() {
        return queue.isEmpty() && copies.isEmpty() && between.isEmpty();
    }

    private void makeDurable(Group group) throws IOException {
        journal.begin(group.size(), group.payloadBytes());
        group.addTo(journal);
        long started = System.nanoTime();
        journal.commit();
        statistics.forced(group.size(), group.payloadBytes(), System.nanoTime() - started, heldMicros);
    }

    private void fail(Taken taken, Throwable failure) {
        if (failure instanceof IOException noRoll && !(failure instanceof JournalFailedException)) {
            clock.applied();
            noSegment.met(noRoll, clock.wall());
            StemeException refusal = noSegment.refusal().orElseThrow();
            telling.tell(false, () -> taken.refuse(refusal));
            return;
        }
        telling.tell(false, taken::leaveUnknown);
        giveUp(failure);
    }

    /** Takes no more writes until the node is started again; reads go on. */
    void giveUp(Throwable failure) {
        LOGGER.log(System.Logger.Level.ERROR, "the node turns read-only", failure);
        synchronized (queue) {
            readOnlyReason = Reason.of(failure);
        }
        refuseAll(readOnly());
        between.refuse(readOnly());
    }

    /** Answers everything that is waiting; false, as nothing was written. */
    private boolean refuseAll(StemeException refusal) {
        Taken waiting;
        synchronized (queue) {
            waiting = new Taken(copies.take(Long.MAX_VALUE), new ArrayList<>(queue));
            queue.clear();
            backlog.went(Submission.weight(waiting.appends()));
            queue.notifyAll();
        }
        telling.tell(false, () -> waiting.refuse(refusal));
        return false;
    }

    private StemeException readOnly() {
        String why = readOnlyReason == null ? "the node is stopping" : readOnlyReason;
        return StemeException.of(Refusal.READ_ONLY, "the node takes no writes: " + why);
    }

    void rest() {
        try {
            var unused = store.losses().settle(this::advance);
            journal.mark();
            segmentIsThere();
            flushAgain();
            retiring.archive(clock.wall());
            retiring.retire();
        } catch (IOException failure) {
            fail(new Taken(List.of(), List.of()), failure);
        }
    }

    private void flushAgain() {
        long now = clock.wall();
        if (Obstacle.isLater(now, flushedAgain)) {
            flushedAgain = now;
            store.flushAgain();
        }
    }

    private boolean stalled() {
        return store.tableFull() && store.flushing();
    }

    /** Waits until something was handed in, a time has passed, or the recorder was closed; true when it was closed. */
    boolean awaitWork(long millis) throws InterruptedException {
        synchronized (queue) {
            if (!nothingWaits() && (stalled() || heldBack.millis() > 0)) {
                queue.wait(STALLED_MILLIS); // for the flush or the merges; nobody notifies of their end
            } else if (nothingWaits() && !closed) {
                queue.wait(millis);
            }
            return closed && nothingWaits();
        }
    }

    private boolean mayWait() {
        synchronized (queue) {
            return !nothingWaits() && !closed;
        }
    }

    /** How long each group waits for merges now, in milliseconds. */
    public long heldBackMillis() {
        return heldBack.millis();
    }

    /** Takes no more; what is queued is still written by the thread that steps. */
    void close() {
        synchronized (queue) {
            closed = true;
            queue.notifyAll();
        }
    }
}
