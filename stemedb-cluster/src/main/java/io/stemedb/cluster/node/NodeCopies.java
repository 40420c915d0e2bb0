package io.stemedb.cluster.node;

import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.member.Liveness;
import io.stemedb.cluster.scatter.OwnCopies;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.sync.Comparisons;
import io.stemedb.intake.Positions;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.progress.Token;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Database;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** This node's copies, for whoever reads them. */
final class NodeCopies implements OwnCopies {
    private static final Duration TOKEN_PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final Copies copies;
    private final Comparisons comparisons;
    private final Supplier<Situation> situation;
    private final Loop loop;
    private final Positions positions;

    NodeCopies(Database database, Copies copies, Comparisons comparisons, Supplier<Situation> situation, Loop loop) {
        this.database = database;
        this.copies = copies;
        this.comparisons = comparisons;
        this.situation = situation;
        this.loop = loop;
        this.positions = new Positions(database, TOKEN_PATIENCE);
    }

    @Override
    public SlotCursor slots(SlotRange range, Set<Integer> shards) {
        return database.store().copies().slots(range, shards);
    }

    @Override
    public ShardVector have(int shard) {
        return copies.have(shard);
    }

    @Override
    public Completeness completeness(int shard) {
        Situation now = situation.get();
        Liveness before = now.liveness();
        // The situation may be a moment old, and the age of comparisons counts from now.
        Situation exactly = new Situation(
                now.self(),
                now.facts(),
                now.members(),
                new Liveness(before.lastRoundTrip(), loop.nanos(), before.liveAfterNanos()),
                now.copies(),
                now.addresses(),
                now.configuredFactor());
        return Completeness.of(exactly.knowledge(shard, node -> comparisons.last(node, shard)));
    }

    @Override
    public void await(String token, Set<Integer> shards) {
        if (token == null) {
            return;
        }
        Map<Integer, ShardVector> some = new TreeMap<>(Token.parse(token).seen().shards());
        some.keySet().retainAll(shards);
        positions.await(new Token(DotVector.of(some)).toString());
    }
}
