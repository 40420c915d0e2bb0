package io.stemedb.cluster.peer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Work for somebody who may stop waiting: his patience ends, another node was faster, or he is gone. What has not
 * begun by then never begins, and what reads much asks now and then whether anybody still waits.
 */
public final class Waiting {
    private static final ThreadLocal<CompletableFuture<?>> CURRENT = new ThreadLocal<>();

    private Waiting() {}

    /** Has an executor do work; whoever does not wait any more cancels the future. */
    public static <T> CompletableFuture<T> whileWanted(Supplier<T> work, Executor executor) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        executor.execute(() -> {
            if (answer.isDone()) {
                return;
            }
            CURRENT.set(answer);
            try {
                answer.complete(work.get());
            } catch (RuntimeException | Error failure) {
                answer.completeExceptionally(failure);
            } finally {
                CURRENT.remove();
            }
        });
        return answer;
    }

    /**
     * Goes on only if somebody waits for what this thread does.
     *
     * @throws UnreachableException if nobody does
     */
    public static void require() {
        CompletableFuture<?> answer = CURRENT.get();
        if (answer != null && answer.isDone()) {
            throw new UnreachableException("nobody waits for the answer any more");
        }
    }
}
