package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.store.ShardState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropTest {
    private static final int SHARDS = 64;
    private static final int SHARD = PathHash.shardOf("a/b", SHARDS);
    private final Played node;

    DropTest() throws IOException {
        node = new Played(64 * 1024, 64 * 1024);
        for (int i = 0; i < 20; i++) {
            node.write(new Append(claim("a/b", i), null, null));
            node.write(new Append(claim("other/" + i, i), null, null));
        }
    }

    private static Assertion claim(String path, int value) {
        Claim claim = Claim.of(path, "p", CanonicalJson.ofCanonical(String.valueOf(value)), "who");
        return Completion.complete(claim, 5, () -> "00112233445566778899aabbccddeeff");
    }

    private ShardVector held() {
        return node.database().shown().horizon().dots().of(SHARD);
    }

    private boolean drop(ShardVector expected) {
        var dropped = node.database().drop(SHARD, expected);
        while (!dropped.isDone()) {
            node.database().step();
        }
        return dropped.join();
    }

    /** The first attempt turns the table into a run. */
    private void dropped() {
        for (int i = 0; i < 10 && !drop(held()); i++) {
            assertThat(i).isLessThan(9);
        }
    }

    private List<StoredRecord> records() {
        return node.database()
                .store()
                .copies()
                .without(SHARD, ShardVector.NONE, new byte[0], 1 << 20)
                .records();
    }

    private long total() {
        return node.database().store().statistics().assertions();
    }

    private ShardState state() {
        return node.database().store().shardStates().list().get(SHARD);
    }

    @Test
    void what_was_dropped_is_in_no_answer_and_no_count_also_after_a_start() throws IOException {
        ShardState empty = new Played(64 * 1024, 64 * 1024)
                .database()
                .store()
                .shardStates()
                .list()
                .get(SHARD);
        dropped();
        for (int i = 0; i < 2; i++) {
            assertThat(held().isEmpty()).isTrue();
            assertThat(records()).isEmpty();
            assertThat(node.database().reader().slot("a/b", "p")).isEmpty();
            assertThat(node.database().reader().find(claim("a/b", 3).id())).isEmpty();
            assertThat(node.database().reader().find(claim("other/3", 3).id())).isPresent();
            assertThat(node.database().store().sources().count("who")).isEqualTo(20);
            assertThat(node.database().store().sources().count("who", shard -> shard == SHARD))
                    .isZero();
            assertThat(total()).isEqualTo(20);
            assertThat(state().roots()).isEqualTo(empty.roots());
            node.cutPower();
            node.open();
        }
    }

    @Test
    void it_can_be_filled_again_with_the_same_records() throws IOException {
        ShardState before = state();
        List<StoredRecord> all = records();
        ShardVector held = held();
        dropped();
        var stored = node.database()
                .recorder()
                .store(all.stream()
                        .map(record -> node.database().recorder().copy(record.key(), record.rest()))
                        .toList());
        while (!stored.isDone()) {
            node.database().step();
        }
        for (int i = 0; i < 2; i++) {
            assertThat(held()).isEqualTo(held);
            assertThat(state().roots()).isEqualTo(before.roots());
            assertThat(node.database().reader().slot("a/b", "p")).hasSize(20);
            assertThat(node.database().store().sources().count("who")).isEqualTo(40);
            node.cutPower();
            node.open();
        }
    }

    @Test
    void a_number_that_was_given_out_is_not_given_out_again() throws IOException {
        long given = held().of(node.database().identity().recorder()).greatest();
        dropped();
        node.cutPower();
        node.open();
        AppendOutcome outcome = node.write(new Append(claim("a/b", 99), null, null));
        assertThat(outcome.orThrow().dot().n()).isEqualTo(given + 1);
    }

    @Test
    void a_copy_that_has_grown_since_it_was_looked_at_is_kept() {
        ShardVector before = held();
        node.write(new Append(claim("a/b", 99), null, null));
        for (int i = 0; i < 5; i++) {
            assertThat(drop(before)).isFalse();
        }
        assertThat(records()).hasSize(21);
    }

    @Test
    void a_node_that_takes_no_writes_drops_nothing() {
        node.database().recorder().giveUp(new IOException("the disk is gone"));
        assertThat(node.database().drop(SHARD, held()))
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class);
    }
}
