package io.stemedb.intake;

import io.stemedb.assertion.Dot;
import io.stemedb.progress.Token;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.Store;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** How far this node is in each shard, and waiting until it is as far as a client has seen elsewhere. */
public final class Positions {
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();

    private final Store store;
    private final long recorder;
    private final Duration patience;

    public Positions(Store store, long recorder, Duration patience) {
        this.store = store;
        this.recorder = recorder;
        this.patience = patience;
    }

    /** A token for an answer from some shards, taken after they were read. */
    public Token of(Collection<Integer> shards) {
        Map<Integer, Dot> dots = new TreeMap<>();
        for (int shard : shards) {
            long n = store.dot(recorder, shard);
            if (n > 0) {
                dots.put(shard, new Dot(recorder, n));
            }
        }
        return new Token(dots);
    }

    /** Returns once everything behind a token is visible here; a null token asks for nothing. */
    public void await(String text) {
        if (text == null) {
            return;
        }
        Token token = Token.parse(text);
        long deadline = System.nanoTime() + patience.toNanos();
        while (!reached(token)) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw StemeException.of(
                                Refusal.TOKEN_TIMEOUT,
                                "this node has not seen, within " + patience.toMillis()
                                        + " ms, what the token stands for")
                        .hinting("try again, ask the node that gave the token, or leave the token out");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private boolean reached(Token token) {
        return token.dots().entrySet().stream()
                .allMatch(entry -> store.dot(entry.getValue().recorder(), entry.getKey())
                        >= entry.getValue().n());
    }
}
