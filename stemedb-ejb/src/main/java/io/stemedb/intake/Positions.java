package io.stemedb.intake;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.Token;
import io.stemedb.query.Basis;
import io.stemedb.recorder.Database;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** How far this node is in each shard, and waiting until it is as far as a client has seen elsewhere. */
public final class Positions {
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();

    private final Database database;
    private final long recorder;
    private final Duration patience;

    public Positions(Database database, Duration patience) {
        this.database = database;
        this.recorder = database.identity().store();
        this.patience = patience;
    }

    /** The token of an answer that knows what it has seen. */
    public Token of(Basis basis) {
        int shardCount = database.identity().shardCount();
        if (basis.onlyPath() == null) {
            return new Token(dots(IntStream.range(0, shardCount).boxed().toList(), basis.dots()));
        }
        int shard = PathHash.shardOf(basis.onlyPath(), shardCount);
        Dot latest = basis.latest();
        boolean ahead =
                latest != null && latest.recorder() == recorder && !basis.dots().holds(shard, latest);
        return new Token(ahead ? Map.of(shard, latest) : dots(List.of(shard), basis.dots()));
    }

    /**
     * A token for an answer from some shards, taken after they were read: for one that may have seen what is applied
     * and not yet visible. It may stand for a little more than was seen, never for less.
     */
    public Token of(Collection<Integer> shards) {
        return new Token(dots(shards, database.store().reached()));
    }

    private Map<Integer, Dot> dots(Collection<Integer> shards, DotVector vector) {
        Map<Integer, Dot> dots = new TreeMap<>();
        for (int shard : shards) {
            long n = vector.greatest(recorder, shard);
            if (n > 0) {
                dots.put(shard, new Dot(recorder, n));
            }
        }
        return dots;
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
        DotVector visible = database.shown().horizon().dots();
        return token.dots().entrySet().stream().allMatch(entry -> visible.holds(entry.getKey(), entry.getValue()));
    }
}
