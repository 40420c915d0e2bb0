package io.stemedb.engine;

import io.stemedb.intake.BatchRetraction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Withdraws one batch at a time: two at once would each withdraw what the other has not withdrawn yet. */
final class BatchRetractions {
    private final Executor threads;
    private final ReentrantLock underWay = new ReentrantLock();

    BatchRetractions(Executor threads) {
        this.threads = threads;
    }

    <T> CompletableFuture<T> run(BatchRetraction retraction, Function<Supplier<BatchRetraction.Outcome>, T> around) {
        return CompletableFuture.supplyAsync(() -> around.apply(() -> run(retraction)), threads);
    }

    private BatchRetraction.Outcome run(BatchRetraction retraction) {
        underWay.lock();
        try {
            return retraction.run();
        } finally {
            underWay.unlock();
        }
    }
}
