package io.stemedb.cluster.loop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs small pieces of work, one after the other. None of them may wait for anything. */
public interface Loop extends Executor {
    /** A clock that never goes back, in nanoseconds from an unknown beginning. */
    long nanos();

    /** The machine's clock, which may jump: microseconds since 1970. */
    long wallMicros();

    /** Runs work once, later. */
    void later(Duration delay, Runnable work);

    /** Something to wait for that work on this loop will complete. */
    default <T> CompletableFuture<T> promise() {
        return new CompletableFuture<>();
    }

    /** Runs work again and again, so long after its last end, until the loop is closed. */
    default void each(Duration pause, Runnable work) {
        later(pause, () -> {
            try {
                work.run();
            } finally {
                each(pause, work);
            }
        });
    }
}
