package io.stemedb.cluster.task;

import io.stemedb.refusal.Reason;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.task.Work;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Runs work as tasks. Every kind excludes itself: of two scrubs at once the second would only read again what the first
 * reads, and of two backups or merges each would be in the other's way; so a second start is refused and names the
 * first.
 */
public final class TaskRegistry implements Closeable {
    /** How many tasks that have ended are remembered. */
    public static final int ENDED_KEPT = Tasks.ENDED_KEPT;

    private static final System.Logger LOGGER = System.getLogger(TaskRegistry.class.getName());

    private final String owner;
    private final Executor executor;
    private final Supplier<Instant> clock;
    private final Supplier<String> ids;
    private final Duration patience;

    private final Object lock = new Object();
    private final Map<String, TaskRun> underWay = new LinkedHashMap<>();
    private Tasks tasks = Tasks.NONE;
    private boolean closed;
    private volatile Consumer<Task> listener = task -> {};

    /**
     * @param owner the node's id
     * @param executor has a thread for each task
     * @param ids gives another id each time
     * @param patience how long closing waits for tasks to end
     */
    public TaskRegistry(
            String owner, Executor executor, Supplier<Instant> clock, Supplier<String> ids, Duration patience) {
        this.owner = owner;
        this.executor = executor;
        this.clock = clock;
        this.ids = ids;
        this.patience = patience;
    }

    /**
     * Starts work as a task.
     *
     * @param kind one short word, also the name of the call that starts it
     * @param reason why, in a few words
     * @throws StemeException unsafe, if one of this kind has not ended; starting, if the node is being closed
     */
    public Task start(String kind, String reason, Work work) {
        return start(new Assignment(ids.get(), kind, "", reason, null), work);
    }

    /** Has somebody told of each task when it begins, gets on, and has ended; he must not wait for anything. */
    public void tell(Consumer<Task> told) {
        listener = told;
    }

    private void tell(Task task) {
        try {
            listener.accept(task);
        } catch (RuntimeException unforeseen) {
            LOGGER.log(System.Logger.Level.ERROR, "task " + task.id() + " could not be told of", unforeseen);
        }
    }

    /** Whether tasks may be started. */
    public boolean isOpen() {
        synchronized (lock) {
            return !closed;
        }
    }

    /** The id of a task that is to be started. */
    public String nextId() {
        return ids.get();
    }

    /**
     * Starts work of which several of one kind may be under way, as long as each is about something else.
     *
     * @throws StemeException as {@link #start(String, String, Work)}
     */
    public Task start(Assignment assignment, Work work) {
        String kind = assignment.kind();
        TaskRun run;
        Task task;
        synchronized (lock) {
            if (closed) {
                throw StemeException.of(Refusal.STARTING, "the node is shutting down");
            }
            underWay(kind, assignment.subject()).ifPresent(first -> {
                throw StemeException.of(Refusal.UNSAFE, "a " + kind + " is under way: task " + first.id())
                        .hinting("wait for it, or abort it with DELETE /admin/tasks/" + first.id());
            });
            task = Task.queued(assignment.id(), kind, owner, assignment.reason(), assignment.inverse(), clock.get())
                    .begun(assignment.begunAt(), assignment.reached());
            run = new TaskRun(this, task.id(), assignment.subject());
            tasks = tasks.with(task);
            underWay.put(task.id(), run);
        }
        LOGGER.log(System.Logger.Level.INFO, "task {0} ({1}) starts: {2}", task.id(), kind, task.reason());
        tell(task);
        try {
            executor.execute(() -> carryOut(run, work));
        } catch (RejectedExecutionException e) {
            end(run, last -> last.failed("there is no thread for it", clock.get()));
        }
        return task;
    }

    private Optional<Task> underWay(String kind, String subject) {
        return underWay.values().stream()
                .filter(run -> run.subject().equals(subject))
                .map(run -> tasks.find(run.id()).orElseThrow())
                .filter(task -> task.kind().equals(kind))
                .findFirst();
    }

    /** All tasks that are remembered, the last started first. */
    public List<Task> list() {
        synchronized (lock) {
            return tasks.newestFirst();
        }
    }

    /** A task as it stands now. */
    public Optional<Task> find(String id) {
        synchronized (lock) {
            return tasks.find(id);
        }
    }

    /** The task of a kind that has not ended. */
    public Optional<Task> underWay(String kind) {
        synchronized (lock) {
            return tasks.underWay(kind);
        }
    }

    /**
     * Wants a task to end; one that has ended stays as it is. Says how it stands now, which may be before it has taken
     * notice.
     */
    public Optional<Task> abort(String id) {
        synchronized (lock) {
            TaskRun run = underWay.get(id);
            if (run != null) {
                run.abort();
            }
            return tasks.find(id);
        }
    }

    private void carryOut(TaskRun run, Work work) {
        if (run.aborted()) {
            end(run, task -> task.aborted(clock.get()));
            return;
        }
        change(run.id(), Task::running);
        try {
            work.run(run);
            // Work that had come to its end before it looked has done what it was asked for.
            end(run, task -> run.noticed() ? task.aborted(clock.get()) : task.succeeded(clock.get()));
        } catch (IOException | RuntimeException | Error e) {
            failed(run, e);
        }
    }

    private void failed(TaskRun run, Throwable thrown) {
        if (run.noticed() && thrown instanceof IOException) {
            end(run, task -> task.aborted(clock.get())); // its way of stopping
            return;
        }
        boolean foreseen = thrown instanceof IOException || thrown instanceof StemeException;
        if (!foreseen) {
            LOGGER.log(System.Logger.Level.ERROR, "task " + run.id() + " failed unforeseen", thrown);
        }
        end(run, task -> task.failed(foreseen ? Reason.of(thrown) : "unforeseen; the log says how", clock.get()));
    }

    void left(String id, long shards, long bytes) {
        Instant now = clock.get();
        change(id, task -> task.left(shards, bytes, now));
    }

    void change(String id, UnaryOperator<Task> how) {
        Task before;
        Task after;
        synchronized (lock) {
            before = tasks.find(id).orElseThrow();
            after = how.apply(before);
            tasks = tasks.with(after);
        }
        if (after.isNews(before)) {
            tell(after);
        }
    }

    private void end(TaskRun run, UnaryOperator<Task> how) {
        Task ended;
        synchronized (lock) {
            ended = how.apply(tasks.find(run.id()).orElseThrow());
            tasks = tasks.with(ended);
            underWay.remove(run.id());
            lock.notifyAll();
        }
        LOGGER.log(
                ended.state() == Task.State.FAILED ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                "task {0} ({1}) {2}{3}",
                ended.id(),
                ended.kind(),
                ended.state().word(),
                ended.error() == null ? "" : ": " + ended.error());
        if (!run.isStopped() || ended.state() != Task.State.ABORTED) { // else it is left as it is, for a later start
            tell(ended);
        }
    }

    /**
     * Aborts all tasks and waits until they have ended, or its patience has. The log names each that has not ended by
     * then: what it leaves is what a kill would leave.
     */
    @Override
    public void close() {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            closed = true;
            underWay.values().forEach(TaskRun::stop);
            try {
                for (long left = patience.toNanos(); !underWay.isEmpty() && left > 0; ) {
                    lock.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
                    left = deadline - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            underWay.keySet()
                    .forEach(id -> LOGGER.log(
                            System.Logger.Level.WARNING,
                            "task {0} did not end in time; the node closes all the same",
                            id));
        }
    }
}
