package io.stemedb.cluster.operations;

import io.stemedb.cluster.task.Task;
import io.stemedb.cluster.task.TaskRegistry;
import io.stemedb.engine.Engine;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The operations of one open node. May be called from any thread. To be closed before the engine is. */
public final class Operations implements Closeable {
    /** Work looks for an abort between two blocks or records; a force or a rename may take a while on a bad disk. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TaskRegistry tasks;
    private final ExecutorService threads;

    private Operations(TaskRegistry tasks, ExecutorService threads) {
        this.tasks = tasks;
        this.threads = threads;
    }

    /** Makes the operations of an open node available. */
    public static Operations open(Engine engine) {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "stemedb-task");
            thread.setDaemon(true);
            return thread;
        });
        TaskRegistry tasks = new TaskRegistry(
                engine.status().nodeId(),
                threads,
                () -> Instant.now().truncatedTo(ChronoUnit.MICROS),
                () -> UUID.randomUUID().toString(),
                PATIENCE);
        return new Operations(tasks, threads);
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
                .hinting("GET /admin/tasks lists those that are remembered: a start forgets them all");
    }

    /** Aborts what is under way and waits for it: no task outlives the engine. */
    @Override
    public void close() {
        tasks.close();
        threads.shutdown();
    }
}
