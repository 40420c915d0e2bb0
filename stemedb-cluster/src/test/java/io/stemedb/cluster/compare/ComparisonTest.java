package io.stemedb.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes are compared by what they hold. */
class ComparisonTest {
    private static final int SHARDS = 4;
    private static final int CLAIMS = 400;
    private static final Pair PAIR = new Pair(
            "node1", "node2", new TreeSet<>(IntStream.range(0, SHARDS).boxed().toList()));

    private HoldingPeer one;
    private HoldingPeer other;
    private final List<StoredRecord> records = new ArrayList<>();

    @BeforeEach
    void fill() throws IOException {
        one = new HoldingPeer(open("node1", 1));
        other = new HoldingPeer(open("node2", 2));
        for (int number = 0; number < CLAIMS; number++) {
            append(one, number);
        }
        for (int shard = 0; shard < SHARDS; shard++) {
            records.addAll(one.database
                    .store()
                    .copies()
                    .without(shard, ShardVector.NONE, new byte[0], Long.MAX_VALUE)
                    .records());
        }
    }

    private static Database open(String name, int seed) throws IOException {
        return Database.open(
                SmallDatabase.in(Path.of("/data")).named(name).tables(20_000).options(),
                OneThread.on(new SimulatedDisk(new Random(seed)))
                        .random(new Random(seed))
                        .surroundings(),
                recorded -> {});
    }

    static void append(HoldingPeer node, int number) {
        byte[] value = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        Claim claim = Claim.ofSystem("a/" + number, "p", CanonicalJson.ofCanonical(value), number);
        Assertion assertion = Completion.complete(claim, number, () -> null);
        var unused = node.database.recorder().submit(List.of(new Append(assertion, null, null)));
        while (node.database.step()) {
            // the next group
        }
    }

    private Outcome compare(boolean mends) {
        return new Comparison(PAIR, one, other, mends).run().join();
    }

    @Test
    void nodes_that_hold_the_same_say_8_bytes_a_shard() {
        assertThat(other.store(records).join()).hasSize(CLAIMS);
        assertThat(compare(true)).isEqualTo(new Outcome(SHARDS, 0, 0, List.of(), List.of()));
        assertThat(one.marksSaid).isEqualTo(SHARDS);
    }

    @Test
    void what_one_lacks_is_named_and_copied_both_ways() {
        other.store(records.subList(3, CLAIMS)).join();
        append(other, CLAIMS + 1);

        Outcome preview = compare(false);
        assertThat(preview.count()).isEqualTo(4);
        assertThat(preview.copied()).isZero();
        assertThat(preview.differences())
                .extracting(Difference::id, Difference::missingOn)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(records.get(0).id().toString(), "node2"))
                .hasSize(4);
        assertThat(preview.differences())
                .filteredOn(one -> one.missingOn().equals("node1"))
                .hasSize(1);

        assertThat(compare(true).copied()).isEqualTo(4);
        assertThat(compare(true).count()).isZero();
        assertThat(other.database.reader().find(records.get(0).id()))
                .contains(records.get(0).decoded());
    }

    @Test
    void a_record_whose_bytes_differ_is_named_and_left() {
        StoredRecord sound = records.get(5);
        Recorded said = sound.decoded();
        StoredRecord changed = StoredRecord.of(
                PathHash.shardOf(said.assertion(), SHARDS),
                new Recorded(said.assertion(), said.recordedAt(), said.dot(), said.idempotency(), "batch"));
        List<StoredRecord> almost = new ArrayList<>(records);
        almost.set(5, changed);
        other.store(almost).join();

        Outcome outcome = compare(true);
        assertThat(outcome.copied()).isZero();
        assertThat(outcome.differences())
                .hasSize(2)
                .allMatch(Difference::sameStamp)
                .allMatch(one -> one.id().equals(sound.id().toString()));
    }

    @Test
    void everything_is_copied_to_a_node_that_has_nothing() {
        assertThat(compare(true).copied()).isEqualTo(CLAIMS);
        assertThat(compare(true).count()).isZero();
    }

    @Test
    void a_node_that_does_not_answer_is_a_failure_by_name_and_not_an_end() {
        Outcome outcome = new Comparison(PAIR, one, new HoldingPeer(null), true)
                .run()
                .exceptionally(failure -> Outcome.failed("thrown"))
                .join();
        assertThat(outcome.failed()).singleElement().asString().contains("node1 and node2");
    }
}
