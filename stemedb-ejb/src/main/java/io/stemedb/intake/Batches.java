package io.stemedb.intake;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Takes a stream of claims, a line each, in memory that does not depend on its length: lines are handed to the recorder
 * in chunks, and no more than a few chunks are under way.
 */
public final class Batches {
    private static final int CHUNK_LINES = 1000;
    private static final long CHUNK_BYTES = 256 * 1024;
    private static final int CHUNKS_UNDER_WAY = 3;

    /** A dry run knows repeats inside the batch among so many lines; memory must not grow with the batch. */
    private static final int DRY_IDS = 100_000;

    /** What is wrong with the node rather than with the line: going on would only fail the rest. */
    private static final Set<Refusal> NODE_FAULTS = EnumSet.of(
            Refusal.DISK_FULL,
            Refusal.READ_ONLY,
            Refusal.OUTCOME_UNKNOWN,
            Refusal.RATE_LIMITED,
            Refusal.STARTING,
            Refusal.REPLICAS_UNREACHABLE);

    private final OpenDatabase live;
    private final Writes writes;
    private final Limits limits;
    private final JsonLimits jsonLimits;
    private final RandomGenerator random;
    private final Executor pulses;

    public Batches(OpenDatabase live, Writes writes, Limits limits, RandomGenerator random, Executor pulses) {
        this.live = live;
        this.writes = writes;
        this.limits = limits;
        this.jsonLimits = new JsonLimits(limits.jsonDepth());
        this.random = random;
        this.pulses = pulses;
    }

    /** Told how a batch goes on. */
    public interface Progress {
        /** For whoever only wants to know how it ended. */
        Progress UNWATCHED = new Progress() {
            @Override
            public void ackedThrough(long line) {}

            @Override
            public void error(BatchReport.LineError error) {}
        };

        /** Every line up to this one is durable or has failed. */
        void ackedThrough(long line) throws IOException;

        /** A line was not taken. */
        void error(BatchReport.LineError error) throws IOException;

        /**
         * No lines come for now: what was held back may be told. Perhaps on another thread, but never beside another
         * call.
         */
        default void resting() throws IOException {}
    }

    /**
     * How a batch is taken.
     *
     * @param batchId name of the batch, or null for one made up; a batch that is repeated under its name repeats its
     *     claims without a time, instead of adding them again
     * @param dryRun only check
     * @param caller name of the caller's token; the empty string while there are none
     * @param ack how many nodes must have each line
     */
    public record Options(String batchId, boolean dryRun, String caller, Ack ack) {
        /** Of a batch that is acknowledged by a quorum. */
        public Options(String batchId, boolean dryRun, String caller) {
            this(batchId, dryRun, caller, Ack.QUORUM);
        }
    }

    /**
     * Runs a batch to its end.
     *
     * @throws StemeException if the node cannot go on (a full disk); what was durable by then stays
     * @throws IOException if the stream breaks off; what was durable by then stays
     */
    public BatchReport run(InputStream lines, Options options, Progress progress) throws IOException {
        return new Batch(lines, options, progress).run();
    }

    /** The same options with a name, made up if there is none: whoever may have to send the batch again needs one. */
    public Options named(Options options) {
        return options.batchId() != null
                ? options
                : new Options(Long.toHexString(random.nextLong()), options.dryRun(), options.caller(), options.ack());
    }

    /**
     * Reads a batch to its end, and leaves before the last lines are durable.
     *
     * @return the report, once the last lines are durable; fails with a {@link StemeException} if the node cannot go on
     * @throws StemeException if the node cannot go on (a full disk); what was durable by then stays
     * @throws IOException if the stream breaks off; what was durable by then stays
     */
    public CompletableFuture<BatchReport> handIn(InputStream lines, Options options) throws IOException {
        return new Batch(lines, options, Progress.UNWATCHED).handIn();
    }

    /** One line's place in a chunk. */
    private record Line(long number, Append append) {}

    private record Chunk(List<Line> lines, CompletableFuture<List<AppendOutcome>> outcomes, long through) {}

    private final class Batch {
        private final Pulse pulse;
        private final LineReader reader;
        private final Options options;
        private final Progress progress;
        private final String batchId;
        private final BatchReport report;
        private final Deque<Chunk> underWay = new ArrayDeque<>();
        private final Touched touched = new Touched();
        private final Set<AssertionId> dryIds = new HashSet<>();
        private List<Line> pending = new ArrayList<>();
        private long pendingBytes;

        Batch(InputStream lines, Options options, Progress progress) {
            this.pulse = new Pulse(lines, this::rest);
            this.reader = new LineReader(pulse, limits.batchLineBytes());
            this.options = options;
            this.progress = progress;
            this.batchId = named(options).batchId();
            this.report = new BatchReport(batchId, options.dryRun());
        }

        BatchReport run() throws IOException {
            pulse.start(pulses);
            try {
                readAll();
                settleAll();
            } finally {
                pulse.close();
            }
            return ended();
        }

        CompletableFuture<BatchReport> handIn() throws IOException {
            pulse.start(pulses);
            try {
                readAll();
                send();
            } finally {
                pulse.close();
            }
            return CompletableFuture.allOf(
                            underWay.stream().map(Chunk::outcomes).toArray(CompletableFuture<?>[]::new))
                    .thenApply(durable -> settled());
        }

        private BatchReport settled() {
            try {
                settleAll();
                return ended();
            } catch (IOException nobodyWatches) {
                throw new UncheckedIOException(nobodyWatches);
            }
        }

        private BatchReport ended() {
            if (!options.dryRun()) {
                report.token(touched.token(live.positions()));
            }
            return report;
        }

        private void readAll() throws IOException {
            while (reader.next()) {
                if (!reader.blank()) {
                    take();
                }
                if (pending.size() >= CHUNK_LINES || pendingBytes >= CHUNK_BYTES) {
                    send();
                    settleDownTo(CHUNKS_UNDER_WAY - 1);
                }
            }
        }

        private void settleAll() throws IOException {
            send();
            settleDownTo(0);
        }

        /** Waits until no more than so many chunks are under way. */
        private void settleDownTo(int most) throws IOException {
            while (underWay.size() > most) {
                settle(underWay.poll());
            }
        }

        /** The client is slow: what it sent so far is made durable rather than kept until a chunk is full. */
        private void rest() throws IOException {
            settleAll();
            progress.resting();
        }

        private void take() throws IOException {
            try {
                if (reader.tooLong()) {
                    throw StemeException.tooLarge(
                            "",
                            "a line of a batch has at most " + limits.batchLineBytes() + " bytes",
                            limits.batchLineBytes());
                }
                Claim claim =
                        ClaimReader.read(JsonReader.object(reader.bytes(), 0, reader.length(), jsonLimits), limits);
                writes.checkLinks(claim);
                // A derived nonce makes a line's claim the same claim if the batch is sent again under its name, also
                // under one that was made up and that a refusal tells.
                String key = "batch\0" + batchId + '\0' + reader.number();
                Append append = writes.append(claim, new Writes.Caller(options.caller(), key));
                pending.add(new Line(reader.number(), new Append(append.assertion(), null, batchId)));
                pendingBytes += reader.length();
            } catch (StemeException refusal) {
                StemeException hinted = LineHints.hinted(refusal, reader.bytes(), reader.length());
                progress.error(report.failed(reader.number(), hinted));
            }
        }

        private void send() throws IOException {
            if (!pending.isEmpty()) {
                CompletableFuture<List<AppendOutcome>> outcomes = options.dryRun()
                        ? CompletableFuture.completedFuture(null)
                        : writes.submitPart(pending.stream().map(Line::append).toList(), options.ack());
                underWay.add(new Chunk(pending, outcomes, reader.number()));
                pending = new ArrayList<>();
                pendingBytes = 0;
            }
        }

        private void settle(Chunk chunk) throws IOException {
            List<AppendOutcome> outcomes = chunk.outcomes().join();
            for (int i = 0; i < chunk.lines().size(); i++) {
                Line line = chunk.lines().get(i);
                if (outcomes == null) {
                    count(line);
                } else {
                    count(line, outcomes.get(i));
                }
            }
            progress.ackedThrough(chunk.through());
        }

        private void count(Line line, AppendOutcome outcome) throws IOException {
            Optional<StemeException> refusal = outcome.fold(this::created, this::duplicate, Optional::of);
            if (refusal.isPresent()) {
                refused(line, refusal.get());
            }
        }

        private Optional<StemeException> created(Recorded recorded) {
            report.created();
            touched.add(live.shardOf(recorded), recorded.dot());
            return Optional.empty();
        }

        private Optional<StemeException> duplicate(Recorded recorded) {
            report.duplicate();
            touched.add(live.shardOf(recorded), recorded.dot());
            return Optional.empty();
        }

        private void refused(Line line, StemeException refusal) throws IOException {
            if (NODE_FAULTS.contains(refusal.refusal())) {
                throw refusal.hinting("lines before line " + line.number()
                        + " are settled: " + report.createdCount() + " new, " + report.duplicateCount()
                        + " held before; send the batch again under the batch_id " + batchId
                        + " when it can go on");
            }
            progress.error(report.failed(line.number(), refusal));
        }

        /** What a real run would say of a checked line. */
        private void count(Line line) {
            AssertionId id = line.append().assertion().id();
            if ((dryIds.size() < DRY_IDS ? !dryIds.add(id) : dryIds.contains(id))
                    || live.reader().find(id).isPresent()) {
                report.duplicate();
            } else {
                report.created();
            }
        }
    }
}
