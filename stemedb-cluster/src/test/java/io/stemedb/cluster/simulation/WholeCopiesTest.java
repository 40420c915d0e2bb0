package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A copy of very many claims, which come in the order of their keys and not in that of their numbers. */
class WholeCopiesTest extends Story {
    private static final long RECORDER = 77;
    private static final int CLAIMS = 12_000;
    /** Has no divisor in common with the count, so that each number comes once and neighbours are far apart. */
    private static final int STEP = 4_801;

    private ShardVector vector(String id) {
        return node(id).machine.database().shown().horizon().dots().of(SHARD);
    }

    private void takeAll(PlayedNode node) {
        List<StoredRecord> records = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            String predicate = "p" + (long) i * STEP % CLAIMS;
            Claim claim = Claim.ofSystem(PATH, predicate, CanonicalJson.ofCanonical("1".getBytes(UTF_8)), i + 1);
            var recorded = new Recorded(
                    Completion.complete(claim, i + 1, () -> null), i + 1, new Dot(RECORDER, i + 1), null, null);
            records.add(StoredRecord.of(SHARD, recorded));
        }
        for (int from = 0; from < CLAIMS; from += 1_000) {
            var results = node.served().store(records.subList(from, from + 1_000));
            node.pump();
            world.runFor(World.SECOND);
            assertThat(results).isCompleted();
            assertThat(results.join()).containsOnly(CopyResult.TAKEN);
        }
    }

    @Test
    void each_claim_is_brought_once_and_is_counted() {
        start("node1", "node2");
        node("node2").crash(false);
        takeAll(node("node1"));
        assertThat(vector("node1").of(RECORDER)).isEqualTo(Intervals.of(1, CLAIMS));

        node("node2").start();
        for (int i = 0; i < 60 && !vector("node2").equals(vector("node1")); i++) {
            world.runFor(World.SECOND);
        }
        assertThat(vector("node2")).isEqualTo(vector("node1"));
        assertThat(node("node2").cluster().pulls().records()).isBetween((long) CLAIMS, CLAIMS + 100L);
    }
}
