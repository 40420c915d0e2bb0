package io.stemedb.intake;

import io.stemedb.refusal.StemeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Waits for what a node answers later. */
public final class Settled {
    private Settled() {}

    /**
     * What a future comes to.
     *
     * @throws StemeException with which it was refused
     */
    public static <T> T of(CompletableFuture<T> later) {
        try {
            return later.orTimeout(1, TimeUnit.MINUTES).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StemeException refused ? refused : failed;
        }
    }
}
