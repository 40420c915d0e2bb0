package io.stemedb.cluster.peer;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Work for somebody who may stop waiting: his patience ends, another node was faster, or he is gone. What has not
 * begun by then never begins, what reads much asks now and then whether anybody still waits, and other nodes that were
 * asked on the way are told to stop, too.
 */
public final class Waiting {
    private static final ThreadLocal<BooleanSupplier> GONE = new ThreadLocal<>();
    private static final long LOOK_MILLIS = 100;

    private Waiting() {}

    /** Has an executor do work; whoever does not wait any more cancels the future. */
    public static <T> CompletableFuture<T> whileWanted(Supplier<T> work, Executor executor) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        begin(answer, work, executor);
        return answer;
    }

    /** The same, once something else is done, for which no thread waits; if that fails, so does this. */
    public static <T> CompletableFuture<T> whileWanted(
            CompletableFuture<?> first, Supplier<T> work, Executor executor) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        CompletableFuture<?> unused = first.whenComplete((done, failure) -> {
            if (failure == null) {
                begin(answer, work, executor);
            } else {
                answer.completeExceptionally(told(failure));
            }
        });
        unused = answer.whenComplete((done, failure) -> first.cancel(false));
        return answer;
    }

    private static Throwable told(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? new UnreachableException("this node stops, or is busy") // another one may answer
                : cause;
    }

    private static <T> void begin(CompletableFuture<T> answer, Supplier<T> work, Executor executor) {
        try {
            executor.execute(() -> work(answer, work));
        } catch (RejectedExecutionException stopped) {
            answer.completeExceptionally(new UnreachableException("this node stops"));
        }
    }

    private static <T> void work(CompletableFuture<T> answer, Supplier<T> work) {
        if (answer.isDone()) {
            return;
        }
        try {
            answer.complete(during(answer::isDone, work));
        } catch (RuntimeException | Error failure) {
            answer.completeExceptionally(failure);
        }
    }

    /**
     * Works on this thread.
     *
     * @param gone whether nobody waits for it any more; asked often
     * @throws CancellationException if that is noticed on the way
     */
    public static <T> T during(BooleanSupplier gone, Supplier<T> work) {
        BooleanSupplier before = GONE.get();
        GONE.set(gone);
        try {
            return work.get();
        } finally {
            if (before == null) {
                GONE.remove();
            } else {
                GONE.set(before);
            }
        }
    }

    /**
     * Goes on only if somebody waits for what this thread does.
     *
     * @throws CancellationException if nobody does
     */
    public static void require() {
        BooleanSupplier gone = GONE.get();
        if (gone != null && gone.getAsBoolean()) {
            throw new CancellationException("nobody waits for the answer any more");
        }
    }

    /**
     * Waits for what somebody else does, for as long as somebody waits for what this thread does.
     *
     * @throws CompletionException if it fails
     * @throws CancellationException if nobody waits any more; the call is cancelled then
     */
    public static <T> T join(CompletableFuture<T> call) {
        if (GONE.get() == null) {
            return call.join();
        }
        while (true) {
            try {
                require();
                return call.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException goesOn) {
                // and so does this
            } catch (ExecutionException failed) {
                throw new CompletionException(failed.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                call.cancel(false);
                throw new CancellationException("interrupted");
            } catch (CancellationException notWanted) {
                call.cancel(false);
                throw notWanted;
            }
        }
    }
}
