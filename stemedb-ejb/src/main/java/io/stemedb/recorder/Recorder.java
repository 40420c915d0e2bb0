package io.stemedb.recorder;

import io.stemedb.assertion.Recorded;
import io.stemedb.journal.Journal;
import io.stemedb.journal.JournalFailedException;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.Store;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Takes appends from many threads and makes them durable in groups, one force each. Only {@link #step} and {@link #rest}
 * write, from one thread; a test calls them itself.
 */
public final class Recorder {
    private static final System.Logger LOGGER = System.getLogger(Recorder.class.getName());

    /** Enough to make a force cheap for each record in it, little enough that nobody waits long behind it. */
    private static final long GROUP_BYTES = 2 << 20;

    /** A disk that was full a moment ago is asked again after a second. */
    private static final long FLUSH_AGAIN_MICROS = 1_000_000;

    private static final long STALLED_MILLIS = 2;

    private final Journal journal;
    private final Store store;
    private final HybridClock clock;
    private final RecorderOptions options;
    private final Consumer<Recorded> applied;
    private final Deque<Submission> queue = new ArrayDeque<>();
    private final GroupStatistics statistics = new GroupStatistics();
    private volatile String readOnlyReason;
    private boolean closed;
    private long retiredLsn;
    private long triedAgain;

    Recorder(Journal journal, Store store, HybridClock clock, RecorderOptions options, Consumer<Recorded> applied) {
        this.journal = journal;
        this.store = store;
        this.clock = clock;
        this.options = options;
        this.applied = applied;
    }

    /** Hands in appends; the future completes, never exceptionally, with one outcome for each in the same order. */
    public CompletableFuture<List<AppendOutcome>> submit(List<Append> appends) {
        Submission submission = Submission.of(appends);
        synchronized (queue) {
            if (!closed && readOnlyReason == null) {
                queue.add(submission);
                queue.notifyAll();
                return submission.outcomes();
            }
        }
        refuse(List.of(submission), readOnly());
        return submission.outcomes();
    }

    /** Why the node takes no writes until it is started again, or null. */
    public String readOnlyReason() {
        return readOnlyReason;
    }

    /** Numbers for operators. */
    public GroupStatistics statistics() {
        return statistics;
    }

    /** A time at or below which everything is visible and nothing more will be recorded; microseconds since 1970. */
    public long stableThrough() {
        return clock.stableThrough();
    }

    /** Writes the next group. False when there was nothing to do, or nothing can be done before a flush has ended. */
    boolean step() {
        if (store.tableFull()) {
            if (store.flushing()) {
                return refuseWhileDiskIsFull();
            }
            store.freeze(journal.forcedLsn());
            retire();
        }
        List<Submission> taken = take();
        if (taken.isEmpty()) {
            return false;
        }
        try {
            write(taken);
        } catch (IOException | RuntimeException | Error failure) {
            fail(taken, failure);
        }
        return true;
    }

    private List<Submission> take() {
        long limit = Math.min(GROUP_BYTES, journal.largestGroup());
        List<Submission> taken = new ArrayList<>();
        synchronized (queue) {
            long bytes = 0;
            while (!queue.isEmpty() && (taken.isEmpty() || bytes + weight(queue.peek()) <= limit)) {
                bytes += weight(queue.peek());
                taken.add(queue.poll());
            }
        }
        return taken;
    }

    /** An upper estimate of the journal bytes of a submission. */
    private static long weight(Submission submission) {
        long bytes = 0;
        for (Append append : submission.appends()) {
            bytes += Weights.of(append);
        }
        return bytes;
    }

    private void write(List<Submission> taken) throws IOException {
        Group group = new Group(store, clock, options);
        List<List<AppendOutcome>> outcomes = new ArrayList<>(taken.size());
        for (Submission submission : taken) {
            List<AppendOutcome> decided = new ArrayList<>(submission.appends().size());
            for (Append append : submission.appends()) {
                decided.add(group.decide(append));
            }
            outcomes.add(decided);
        }
        if (!group.entries().isEmpty()) {
            makeDurable(group);
            for (Group.Entry entry : group.entries()) {
                store.apply(entry.key(), entry.rest());
                applied.accept(entry.recorded());
            }
        }
        clock.applied();
        for (int i = 0; i < taken.size(); i++) {
            taken.get(i).outcomes().complete(outcomes.get(i));
        }
    }

    private void makeDurable(Group group) throws IOException {
        journal.begin(group.entries().size(), group.payloadBytes());
        for (Group.Entry entry : group.entries()) {
            journal.add(entry.key(), entry.rest());
        }
        long started = System.nanoTime();
        journal.commit();
        statistics.forced(group.entries().size(), group.payloadBytes(), System.nanoTime() - started);
    }

    private void fail(List<Submission> taken, Throwable failure) {
        if (failure instanceof IOException && !(failure instanceof JournalFailedException)) {
            LOGGER.log(System.Logger.Level.WARNING, "a group was refused: {0}", failure.getMessage());
            clock.applied();
            refuse(taken, diskFull(failure.getMessage()));
            return;
        }
        for (Submission submission : taken) {
            List<AppendOutcome> outcomes =
                    submission.appends().stream().map(Recorder::unknown).toList();
            submission.outcomes().complete(outcomes);
        }
        giveUp(failure);
    }

    /** Takes no more writes until the node is started again; reads go on. */
    void giveUp(Throwable failure) {
        LOGGER.log(System.Logger.Level.ERROR, "the node turns read-only", failure);
        List<Submission> waiting;
        synchronized (queue) {
            readOnlyReason = String.valueOf(failure.getMessage());
            waiting = new ArrayList<>(queue);
            queue.clear();
        }
        refuse(waiting, readOnly());
    }

    /** What was written may or may not survive: only a restart can tell. */
    private static AppendOutcome unknown(Append append) {
        String id = append.assertion().id().toString();
        return new Refused(StemeException.of(
                        Refusal.OUTCOME_UNKNOWN,
                        "the write could not be made durable for certain; the node is read-only now")
                .about(id)
                .hinting("ask for the id once the node was started again; repeating the write is safe"));
    }

    private boolean refuseWhileDiskIsFull() {
        store.flushFailure().ifPresent(failure -> {
            refuse(take(), diskFull(failure.getMessage()));
            flushAgain();
        });
        return false;
    }

    private static void refuse(List<Submission> submissions, StemeException refusal) {
        for (Submission submission : submissions) {
            AppendOutcome outcome = new Refused(refusal);
            submission
                    .outcomes()
                    .complete(submission.appends().stream().map(a -> outcome).toList());
        }
    }

    private static StemeException diskFull(String why) {
        return StemeException.of(Refusal.DISK_FULL, "nothing was stored: " + why)
                .hinting("writes go on by themselves once there is room");
    }

    private StemeException readOnly() {
        String why = readOnlyReason == null ? "the node is stopping" : readOnlyReason;
        return StemeException.of(Refusal.READ_ONLY, "the node takes no writes: " + why);
    }

    /** What is worth doing when nothing is waiting. */
    void rest() {
        try {
            journal.mark();
            flushAgain();
            retire();
        } catch (IOException failure) {
            fail(List.of(), failure);
        }
    }

    private void flushAgain() {
        long now = clock.wall();
        if (Math.abs(now - triedAgain) >= FLUSH_AGAIN_MICROS) { // the clock may have gone back
            triedAgain = now;
            store.flushAgain();
        }
    }

    private boolean stalled() {
        return store.tableFull() && store.flushing();
    }

    private void retire() {
        long flushed = store.flushedLsn();
        if (flushed > retiredLsn) {
            retiredLsn = flushed;
            options.housekeeper().execute(() -> retireBefore(flushed));
        }
    }

    private void retireBefore(long flushed) {
        try {
            journal.retire(flushed, options.retention());
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "old journal segments stay behind: {0}", e.getMessage());
        }
    }

    /** Waits until something was handed in, a time has passed, or the recorder was closed; true when it was closed. */
    boolean awaitWork(long millis) throws InterruptedException {
        synchronized (queue) {
            if (!queue.isEmpty() && stalled()) {
                queue.wait(STALLED_MILLIS); // for the flush; nobody notifies of its end
            } else if (queue.isEmpty() && !closed) {
                queue.wait(millis);
            }
            return closed && queue.isEmpty();
        }
    }

    /** Takes no more; what is queued is still written by the thread that steps. */
    void close() {
        synchronized (queue) {
            closed = true;
            queue.notifyAll();
        }
    }
}
