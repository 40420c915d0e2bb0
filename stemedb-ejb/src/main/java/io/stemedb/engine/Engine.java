package io.stemedb.engine;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.backup.Backup;
import io.stemedb.backup.LastBackup;
import io.stemedb.feed.Changes;
import io.stemedb.feed.Export;
import io.stemedb.files.LocalDisk;
import io.stemedb.intake.Ack;
import io.stemedb.intake.BatchRetraction;
import io.stemedb.intake.Batches;
import io.stemedb.intake.OpenDatabase;
import io.stemedb.intake.Positions;
import io.stemedb.intake.Recording;
import io.stemedb.intake.SourceCounts;
import io.stemedb.intake.Sources;
import io.stemedb.intake.StoredSources;
import io.stemedb.intake.Writes;
import io.stemedb.progress.Token;
import io.stemedb.query.AnswerBudget;
import io.stemedb.query.Basis;
import io.stemedb.query.Concepts;
import io.stemedb.query.Contradictions;
import io.stemedb.query.HistoryService;
import io.stemedb.query.QueryAnswer;
import io.stemedb.query.QueryRequest;
import io.stemedb.query.QueryService;
import io.stemedb.query.SlotCache;
import io.stemedb.query.StableTime;
import io.stemedb.reading.AssertionReader;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.Replayed;
import io.stemedb.recorder.Surroundings;
import io.stemedb.recorder.WriterThread;
import io.stemedb.refusal.Reason;
import io.stemedb.refusal.StemeException;
import io.stemedb.scrub.Scrub;
import io.stemedb.store.ShardHolding;
import io.stemedb.store.ShardState;
import io.stemedb.task.Work;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** An open node. Its services may be called from any thread until it is closed. */
public final class Engine implements Closeable {
    private final Limits limits;
    private final AnswerBudget answerBudget;
    private final Path directory;
    private final OpenDatabase live;
    private final Workers workers;
    private final QueryService queries;
    private final HistoryService history;
    private final Writes writes;
    private final Batches batches;
    private final BatchRetractions batchRetractions;
    private final Sources sources;
    private final Export export;
    private final Changes changes;
    private final Concepts concepts;
    private final Contradictions contradictions;
    private final Scrub scrub;
    private volatile LastBackup lastBackup;
    private WriterThread writer;

    private Engine(
            EngineOptions options,
            OpenDatabase live,
            SlotCache cache,
            Workers workers,
            RandomGenerator random,
            Wiring wiring) {
        Database database = live.database();
        LongSupplier wall = Engine::wallMicros;
        this.limits = options.limits();
        this.answerBudget = new AnswerBudget(options.answerBytes());
        this.directory = options.database().directory();
        this.live = live;
        this.workers = workers;
        StableTime stable = () -> database.shown().horizon();
        this.queries = new QueryService(live.reader(), cache, live::registry, stable, wall);
        this.history = new HistoryService(database.reader(), cache, stable);
        LongSupplier claimed = wiring.times(database.recorder()::now);
        this.writes = new Writes(live, claimed, random, workers.lookups());
        this.batches = new Batches(live, writes, limits, random, workers.pulses());
        this.batchRetractions = new BatchRetractions(workers.pulses());
        SourceCounts counts = wiring.sourceCounts(new StoredSources(database.store()));
        this.sources = new Sources(live, counts, database.recorder()::now, workers.lookups());
        this.export = new Export(live.reader());
        this.changes =
                new Changes(new JournalChangeLog(database), database.identity().shardCount());
        this.concepts = new Concepts(live.reader(), stable, System::nanoTime);
        this.contradictions = new Contradictions(live.reader(), live::registry, stable, wall);
        this.scrub = Scrubbing.of(database, options, wall);
        this.lastBackup = LastBackup.read(new LocalDisk(), directory);
    }

    /**
     * Opens a data directory on the local disk and starts to write what is handed in.
     *
     * @throws IOException if the directory cannot be used; the message says why in one line
     */
    public static Engine open(EngineOptions options) throws IOException {
        return open(options, (readBytes, ofBytes) -> {});
    }

    /**
     * Opens a data directory and tells how that goes on.
     *
     * @param replayed told of each record that was read back from the journal
     */
    public static Engine open(EngineOptions options, Replayed replayed) throws IOException {
        return open(options, replayed, Wiring.ALONE);
    }

    /** The same for a node that has others beside it. */
    public static Engine open(EngineOptions options, Replayed replayed, Wiring wiring) throws IOException {
        SecureRandom secure = new SecureRandom();
        Workers workers = new Workers();
        Surroundings around = new Surroundings(
                new LocalDisk(),
                Engine::wallMicros,
                secure,
                workers.flusher(),
                workers.merger(),
                workers.healer(),
                workers.housekeeper(),
                workers.archiver(),
                workers.answers());
        AtomicReference<Consumer<Recorded>> applied = new AtomicReference<>(recorded -> {});
        try {
            Database database = Database.open(
                    options.database(), around, recorded -> applied.get().accept(recorded), replayed);
            Engine engine = over(database, options, applied::set, workers, secure, wiring);
            Losses.tell(database.store().lost());
            engine.writer = WriterThread.start(database);
            return engine;
        } catch (IOException | RuntimeException e) {
            workers.close();
            throw e;
        }
    }

    /**
     * A node over a database that the caller steps.
     *
     * @param applied given what is to be told of each record that the database applies
     */
    static Engine over(
            Database database,
            EngineOptions options,
            Consumer<Consumer<Recorded>> applied,
            Workers workers,
            RandomGenerator random) {
        return over(database, options, applied, workers, random, Wiring.ALONE);
    }

    private static Engine over(
            Database database,
            EngineOptions options,
            Consumer<Consumer<Recorded>> applied,
            Workers workers,
            RandomGenerator random,
            Wiring wiring) {
        SlotCache cache = SlotCache.sized(
                database.reader(),
                options.cacheBytes(),
                path -> wiring.holds(PathHash.shardOf(path, database.identity().shardCount())));
        database.whenDropped(cache::clear);
        Positions positions = new Positions(database, options.tokenPatience(), wiring::holds);
        Recording own = (appends, terms) -> database.recorder().submit(appends, terms.patience());
        OpenDatabase live = new OpenDatabase(
                database,
                cache,
                positions,
                wiring.recording(database, own),
                wiring.reader(database, database.reader()));
        applied.accept(recorded -> {
            live.applied(recorded);
            wiring.applied(recorded);
        });
        return new Engine(options, live, cache, workers, random, wiring);
    }

    private static long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /**
     * Answers a question.
     *
     * @param token what the answer must have seen at least, or null
     * @param share of {@link #answerBudget}, given back by the caller
     */
    public Answered answer(QueryRequest request, String token, AnswerBudget.Share share) {
        live.positions().await(token);
        QueryAnswer answer = queries.answer(request, share);
        return new Answered(answer, tokenOf(answer.basis()));
    }

    /** What large answers may take together. */
    public AnswerBudget answerBudget() {
        return answerBudget;
    }

    /** An answer and how far it had seen. */
    public record Answered(QueryAnswer answer, Token token) {}

    /** Waits until this node has seen what a token stands for; null asks for nothing. */
    public void await(String token) {
        live.positions().await(token);
    }

    /** The token of an answer. */
    public Token tokenOf(Basis basis) {
        return live.positions().of(basis);
    }

    /**
     * How far this node is in every shard, for an answer about sources that was read before: it counts what they
     * claimed.
     */
    public Token tokenOfSources() {
        List<Integer> shards =
                new ArrayList<>(IntStream.range(0, shardCount()).boxed().toList());
        shards.add(PathHash.SYSTEM_SHARD);
        return live.positions().of(shards);
    }

    /** Withdraws all that a source claimed in one batch, on a thread of its own, which may take long. */
    public CompletableFuture<BatchRetraction.Outcome> retractBatch(String batchId, String source, String reason) {
        return retractBatch(batchId, source, reason, Ack.QUORUM, Supplier::get);
    }

    /**
     * The same, each retraction known to so many nodes.
     *
     * @param around runs it on that thread, with whatever else is to be done there
     */
    public <T> CompletableFuture<T> retractBatch(
            String batchId,
            String source,
            String reason,
            Ack ack,
            Function<Supplier<BatchRetraction.Outcome>, T> around) {
        return batchRetractions.run(new BatchRetraction(live, writes, batchId, source, reason, ack), around);
    }

    /** Answers questions by the thousand. */
    public QueryBatch<Answered> queryBatch() {
        return new QueryBatch<>(
                (body, question, share) -> CompletableFuture.completedFuture(answer(question, null, share)),
                answerBudget,
                limits);
    }

    /**
     * A backup that can be taken while the node goes on.
     *
     * @param to absolute; outside of the data directory
     * @param copy whether runs are copied even if a hard link could be had
     * @throws StemeException malformed, if it cannot go there
     */
    public Work backup(Path to, boolean copy) {
        Backup backup = new Backup(new LocalDisk(), Engine::wallMicros, live.database(), directory, to, copy);
        try {
            backup.refuseWrongPlace();
        } catch (IOException wrong) {
            throw StemeException.malformed("/to", Reason.of(wrong));
        }
        return progress -> {
            backup.run(progress);
            lastBackup = LastBackup.read(new LocalDisk(), directory);
        };
    }

    /** The port that everything written goes through. */
    public Recording recording() {
        return live.recording();
    }

    /** The port that everything is read through. */
    public AssertionReader reader() {
        return live.reader();
    }

    public HistoryService history() {
        return history;
    }

    public Writes writes() {
        return writes;
    }

    public Batches batches() {
        return batches;
    }

    public Sources sources() {
        return sources;
    }

    public Concepts concepts() {
        return concepts;
    }

    public Contradictions contradictions() {
        return contradictions;
    }

    public Changes changes() {
        return changes;
    }

    public Export export() {
        return export;
    }

    /** Reads everything again and looks for damage. */
    public Scrub scrub() {
        return scrub;
    }

    /** What each shard holds and adds up to, system facts left out. */
    public List<ShardState> shards() {
        return live.database().store().shardStates().list();
    }

    /** How much of each shard this node holds; cheap enough to be asked every second. */
    public List<ShardHolding> holdings() {
        return live.database().store().shardStates().holdings();
    }

    public Limits limits() {
        return limits;
    }

    /** The record of an id. */
    public Optional<Recorded> find(AssertionId id) {
        return live.reader().find(id);
    }

    /** Whose data this is, in 16 hex digits. */
    public String store() {
        return live.database().identity().storeName();
    }

    public int shardCount() {
        return live.database().identity().shardCount();
    }

    /** How long each group of writes waits for merges now, in milliseconds: 0 as long as these keep up. */
    public long heldBackMillis() {
        return live.database().recorder().heldBackMillis();
    }

    /** Merges all runs into one, or as far as room and memory allow. */
    public Work compaction() {
        return live.database().store()::mergeAll;
    }

    /** What the node is and how it fares. */
    public EngineStatus status() {
        return EngineStatus.of(live.database(), scrub.last(), lastBackup);
    }

    /** Writes what was handed in, then lets go of the data directory. */
    @Override
    public void close() throws IOException {
        changes.close();
        if (writer != null) {
            writer.close();
        }
        workers.close();
        live.database().close();
    }
}
