package io.stemedb.recorder;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What is to be done between two groups by the thread that writes them. Any thread adds. */
final class Between {
    private final Queue<Task<?>> tasks = new ConcurrentLinkedQueue<>();

    private record Task<T>(Callable<T> work, CompletableFuture<T> done) {
        void run() {
            try {
                done.complete(work.call());
            } catch (Exception | Error failure) {
                done.completeExceptionally(failure);
            }
        }
    }

    <T> CompletableFuture<T> add(Callable<T> work) {
        Task<T> task = new Task<>(work, new CompletableFuture<>());
        tasks.add(task);
        return task.done();
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Does all that was added; false if there was nothing. */
    boolean run() {
        boolean any = false;
        for (Task<?> task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            any = true;
        }
        return any;
    }

    /** Nothing of what was added is done. */
    void refuse(RuntimeException why) {
        for (Task<?> task = tasks.poll(); task != null; task = tasks.poll()) {
            task.done().completeExceptionally(why);
        }
    }
}
