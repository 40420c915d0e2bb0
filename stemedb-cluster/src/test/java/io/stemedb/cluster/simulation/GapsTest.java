package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Holding;
import io.stemedb.cluster.peer.Pull;
import io.stemedb.cluster.peer.Pulled;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.simulation.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A copy with so many gaps in its numbers that a vector does not name all that is in it. */
class GapsTest {
    private static final String PATH = "a/b";
    private static final int SHARD = PathHash.shardOf(PATH, Machine.SHARDS);
    private static final long RECORDER = 77;

    private final World world = new World(new SplittableRandom(7));
    private final PlayedNode node = new PlayedNode(world, new PlayedNetwork(world), "node1", List.of("node1"), 1, 0);

    private ShardVector vector(int shard) {
        return node.machine.database().shown().horizon().dots().of(shard);
    }

    /** The first of every two claims of another recorder, so that no two numbers are neighbours. */
    private void takesEverySecond(int from, int to) {
        List<StoredRecord> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Claim claim = Claim.ofSystem(PATH, "p", CanonicalJson.ofCanonical("1".getBytes(UTF_8)), i + 1);
            Dot dot = new Dot(RECORDER, 2L * i + 1);
            records.add(StoredRecord.of(
                    SHARD, new Recorded(Completion.complete(claim, i + 1, () -> null), i + 1, dot, null, null)));
        }
        var results = node.served().store(records);
        node.pump();
        world.runFor(World.SECOND);
        assertThat(results).isCompleted();
        assertThat(results.join()).containsOnly(CopyResult.TAKEN);
    }

    private boolean saysYes() {
        long facts = vector(PathHash.SYSTEM_SHARD).digest();
        return node.served()
                .vouches(new Holding(SHARD, vector(SHARD), facts, node.id))
                .join();
    }

    private Pulled.Part pulledWithTheSameVector() {
        Pull pull = new Pull(List.of(new Pull.Want(SHARD, vector(SHARD), new byte[0])), 1 << 20);
        var pulled = node.served().pull(pull);
        return pulled.join().parts().get(0);
    }

    @Test
    void what_no_vector_names_any_more_is_not_vouched_for_and_is_pulled_all_the_same() {
        node.start();
        world.runFor(10 * World.SECOND);
        takesEverySecond(0, Intervals.MOST - 1);
        assertThat(saysYes()).isTrue();
        assertThat(pulledWithTheSameVector().records()).isEmpty();

        takesEverySecond(Intervals.MOST - 1, Intervals.MOST + 1);
        Dot forgotten = new Dot(RECORDER, 2L * Intervals.MOST + 1);
        assertThat(vector(SHARD).holds(forgotten)).isFalse();
        assertThat(saysYes()).isFalse();
        assertThat(pulledWithTheSameVector().records())
                .extracting(StoredRecord::dot)
                .containsExactly(forgotten);
    }
}
