package io.stemedb.recorder;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What is to be done between two groups by the thread that writes them. Any thread adds. */
final class Between {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    <T> CompletableFuture<T> add(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                done.complete(task.call());
            } catch (Exception | Error failure) {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Does all that was added; false if there was nothing. */
    boolean run() {
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            any = true;
        }
        return any;
    }
}
