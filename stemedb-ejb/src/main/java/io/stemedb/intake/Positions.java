package io.stemedb.intake;

import io.stemedb.assertion.PathHash;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import io.stemedb.query.Basis;
import io.stemedb.recorder.Database;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** How far this node is in each shard, and waiting until it is as far as a client has seen elsewhere. */
public final class Positions {
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();

    private final Database database;
    private final Duration patience;
    private final IntPredicate held;

    public Positions(Database database, Duration patience) {
        this(database, patience, shard -> true);
    }

    /** @param held shards of which this node has everything: what a token says of others is for those who have them */
    public Positions(Database database, Duration patience, IntPredicate held) {
        this.held = held;
        this.database = database;
        this.patience = patience;
    }

    /** The token of an answer that knows what it has seen. */
    public Token of(Basis basis) {
        int shardCount = database.identity().shardCount();
        if (basis.onlyPath() == null) {
            Map<Integer, ShardVector> all = new HashMap<>();
            IntStream.range(0, shardCount).forEach(shard -> all.put(shard, seen(shard, basis.dots())));
            return new Token(DotVector.of(all));
        }
        int shard = PathHash.shardOf(basis.onlyPath(), shardCount);
        boolean ahead = basis.latest() != null && !basis.dots().holds(shard, basis.latest());
        ShardVector seen = ahead ? database.store().reached(shard) : seen(shard, basis.dots());
        return new Token(DotVector.of(Map.of(shard, seen)));
    }

    /**
     * Of a shard with copies of other nodes the token may stand for a little more than was seen: they have any time, so
     * an answer that is bounded by time may have seen some that do not show yet.
     */
    private ShardVector seen(int shard, DotVector dots) {
        ShardVector reached = database.store().reached(shard);
        return reached.hasOthersThan(database.identity().recorder()) ? reached : dots.of(shard);
    }

    /**
     * A token for an answer from some shards, taken after they were read: for one that may have seen what is applied
     * and not yet visible. It may stand for a little more than was seen, never for less.
     */
    public Token of(Collection<Integer> shards) {
        Map<Integer, ShardVector> reached = new HashMap<>();
        shards.forEach(shard -> reached.put(shard, database.store().reached(shard)));
        return new Token(DotVector.of(reached));
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
                throw late(patience);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** This node did not come so far in time. */
    public static StemeException late(Duration patience) {
        return StemeException.of(
                        Refusal.TOKEN_TIMEOUT,
                        "this node has not seen, within " + patience.toMillis() + " ms, what the token stands for")
                .hinting("try again, ask the node that gave the token, or leave the token out");
    }

    private boolean reached(Token token) {
        DotVector shown = database.shown().horizon().dots();
        return token.seen().shards().entrySet().stream()
                .filter(shard -> shard.getKey() == PathHash.SYSTEM_SHARD || held.test(shard.getKey()))
                .allMatch(shard -> shown.of(shard.getKey()).covers(shard.getValue()));
    }
}
