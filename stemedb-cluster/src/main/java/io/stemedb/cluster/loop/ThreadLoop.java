package io.stemedb.cluster.loop;

import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A loop with a thread of its own. */
public final class ThreadLoop implements Loop, Closeable {
    private static final System.Logger LOGGER = System.getLogger(ThreadLoop.class.getName());
    private static final long PATIENCE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor thread;
    private volatile Thread own;

    /** Nobody would complete it while the loop waits for it: rather one piece of work fails than all that follow. */
    private final class Promise<T> extends CompletableFuture<T> {
        @Override
        public T join() {
            if (!isDone() && Thread.currentThread() == own) {
                throw new IllegalStateException("the loop must not wait for its own work");
            }
            return super.join();
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Promise<>();
        }
    }

    /** @param name of the thread */
    public ThreadLoop(String name) {
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            own = made;
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public <T> CompletableFuture<T> promise() {
        return new Promise<>();
    }

    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(() -> safely(work));
        } catch (RejectedExecutionException closed) {
            LOGGER.log(System.Logger.Level.DEBUG, "work for a loop that is closed");
        }
    }

    @Override
    public void later(Duration delay, Runnable work) {
        try {
            var unused = thread.schedule(() -> safely(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOGGER.log(System.Logger.Level.DEBUG, "work for a loop that is closed");
        }
    }

    /** One piece of work that fails must not keep the others from being done. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error unforeseen) {
            LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure", unforeseen);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.log(System.Logger.Level.WARNING, "the loop did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
