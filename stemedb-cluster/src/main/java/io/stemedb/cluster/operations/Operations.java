package io.stemedb.cluster.operations;

import io.stemedb.assertion.Limits;
import io.stemedb.cluster.task.Assignment;
import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.task.TaskRegistry;
import io.stemedb.engine.Engine;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.task.Work;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of one open node. May be called from any thread. To be closed before the engine is. */
public class Operations implements Closeable {
    /** Work looks for an abort between two blocks or records; a force or a rename may take a while on a bad disk. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_SECONDS = 30;

    /** As people and tools write them: {@code 17}, {@code shard-17}, {@code shard_17}. */
    private static final Pattern SHARD = Pattern.compile("(?:shard[-_])?(\\d{1,5})");

    private final Engine engine;
    private final TaskRegistry tasks;
    private final ExecutorService threads;
    private final ScheduledExecutorService clock;

    protected Operations() { // for a proxy only
        this(null, null, null, null);
    }

    private Operations(Engine engine, TaskRegistry tasks, ExecutorService threads, ScheduledExecutorService clock) {
        this.engine = engine;
        this.tasks = tasks;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Makes the operations of an open node available.
     *
     * @param scrubEvery time between two scrubs; empty if only an operator starts them
     */
    public static Operations open(Engine engine, Optional<Duration> scrubEvery) {
        ExecutorService threads = Executors.newCachedThreadPool(work -> daemon(work, "stemedb-task"));
        TaskRegistry tasks = new TaskRegistry(
                engine.status().nodeId(),
                threads,
                () -> Instant.now().truncatedTo(ChronoUnit.MICROS),
                () -> UUID.randomUUID().toString(),
                PATIENCE);
        ScheduledExecutorService clock =
                Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "stemedb-schedule"));
        ScrubSchedule schedule = new ScrubSchedule(engine.scrub()::due, engine.scrub()::run, tasks, scrubEvery);
        var unused = clock.scheduleWithFixedDelay(schedule::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        return new Operations(engine, tasks, threads, clock);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Reads all that is on disk again, as fast as the settings let it.
     *
     * @throws StemeException unsafe, if that is under way
     */
    public Task scrub() {
        return tasks.start(ScrubSchedule.KIND, "asked for", engine.scrub()::run);
    }

    /**
     * Holds the scrub under way, or lets it go on.
     *
     * @throws StemeException unknown-task, if none is under way
     */
    public Task pauseScrub(boolean hold) {
        Task task = tasks.underWay(ScrubSchedule.KIND)
                .orElseThrow(() -> StemeException.of(Refusal.UNKNOWN_TASK, "no scrub is under way")
                        .hinting("POST /admin/scrub starts one"));
        engine.scrub().pause(hold);
        return task;
    }

    /**
     * Adds up what this node holds from the bytes on disk, at once and as fast as the disk is; there is no other node
     * to compare with.
     *
     * @throws StemeException unsafe, if that is under way
     */
    public Task recompute() {
        return tasks.start("sync", "recompute from the bytes on disk", engine.scrub()::recompute);
    }

    /**
     * Starts to take a backup.
     *
     * @param to absolute path of a folder of this store's backups, or of one to be made
     * @param copy whether runs are copied even if a hard link could be had
     * @throws StemeException malformed, if it cannot go there; unsafe, if one is being taken
     */
    public Task backup(Path to, boolean copy, String reason) {
        return tasks.start("backup", reason, engine.backup(to, copy));
    }

    /**
     * Merges all runs into one.
     *
     * @throws StemeException unsafe, if that is under way already
     */
    public Task compact(String reason) {
        return tasks.start("compact", reason, engine.compaction());
    }

    /**
     * Starts work of a kind of which one is under way at a time.
     *
     * @param reason why, in a few words
     * @throws StemeException unsafe, if one of this kind is under way
     */
    public Task start(String kind, String reason, Work work) {
        return tasks.start(kind, reason, work);
    }

    /** The id of a task that is to be started. */
    public String nextTaskId() {
        return tasks.nextId();
    }

    /**
     * Starts work of which several of one kind may be under way, as long as each is about something else.
     *
     * @throws StemeException unsafe, if one about this is under way
     */
    public Task start(Assignment assignment, Work work) {
        return tasks.start(assignment, work);
    }

    /** Has somebody told of each task when it begins and once it has ended; he must not wait for anything. */
    public void tell(Consumer<Task> told) {
        tasks.tell(told);
    }

    /** Whether tasks may be started: not once the node is being closed. */
    public boolean takesTasks() {
        return tasks.isOpen();
    }

    /** Whether a task of this node has not ended. */
    public boolean isUnderWay(String id) {
        return tasks.find(id).filter(task -> !task.ended()).isPresent();
    }

    /** The tasks that are remembered, the last started first. */
    public List<Task> tasks() {
        return tasks.list();
    }

    /**
     * A task as it stands.
     *
     * @throws StemeException unknown-task
     */
    public Task task(String id) {
        return tasks.find(id).orElseThrow(Operations::unknown);
    }

    /**
     * Wants a task to end, and says how it stands; one that has ended stays as it is.
     *
     * @throws StemeException unknown-task
     */
    public Task abort(String id) {
        return tasks.abort(id).orElseThrow(Operations::unknown);
    }

    private static StemeException unknown() {
        return StemeException.of(Refusal.UNKNOWN_TASK, "no task has this id")
                .at("/id")
                .hinting("GET /admin/tasks lists those that are remembered: a start forgets those of its node");
    }

    /** The node's name. */
    public String nodeId() {
        return engine.status().nodeId();
    }

    /** Whose data the node has, in 16 hex digits. */
    public String store() {
        return engine.store();
    }

    /** The bounds on what clients send. */
    public Limits limits() {
        return engine.limits();
    }

    /** What each shard holds on this node and adds up to. */
    public List<ShardView> shards() {
        String name = nodeId();
        return engine.shards().stream().map(shard -> ShardView.of(shard, name)).toList();
    }

    /**
     * The number of a shard.
     *
     * @throws StemeException malformed, if it is not named as a shard; unknown-shard
     */
    public int shardNumber(String id) {
        Matcher form = SHARD.matcher(id);
        if (!form.matches()) {
            throw StemeException.malformed("/id", "a shard is named by its number, as in 17 or shard_17");
        }
        int shard = Integer.parseInt(form.group(1));
        if (shard >= engine.shardCount()) {
            throw StemeException.of(Refusal.UNKNOWN_SHARD, "there are shards 0 to " + (engine.shardCount() - 1))
                    .at("/id");
        }
        return shard;
    }

    /**
     * Aborts what is under way and waits for it, for 30 s at most. A task that has not ended by then is named in the
     * log, and what it works on is closed all the same: what it leaves is what a kill would leave.
     */
    @Override
    public void close() {
        clock.shutdown();
        tasks.close();
        threads.shutdown();
    }
}
