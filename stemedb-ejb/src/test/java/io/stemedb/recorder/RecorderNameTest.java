package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskHook;
import io.stemedb.files.Faults;
import io.stemedb.json.CanonicalJson;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A number must never be given to two claims, so whoever may have lost numbers goes on under another name. */
class RecorderNameTest {
    private final Played node;

    RecorderNameTest() throws IOException {
        node = new Played(64 * 1024, 4_000);
    }

    @Test
    void a_node_records_under_the_name_of_its_store() {
        Identity identity = node.database().identity();
        assertThat(identity.recorder()).isEqualTo(identity.store());
        assertThat(node.write(Played.append(1)).orThrow().dot()).isEqualTo(new Dot(identity.store(), 1));
    }

    @Test
    void a_node_whose_manifest_was_made_again_records_under_another_name_and_goes_on_in_time() throws IOException {
        for (int i = 0; i < 50; i++) {
            node.write(Played.append(i));
        }
        long before = node.write(Played.append(1_000)).orThrow().recordedAt();
        long store = node.database().identity().store();
        node.database().close();
        node.wall.addAndGet(-500_000);
        node.disk().damage(Played.DATA.resolve("db/manifest"), 100);
        node.open();
        Identity identity = node.database().identity();
        assertThat(identity.store()).isEqualTo(store);
        assertThat(identity.recorders().former()).containsExactly(store);
        var again = node.write(Played.append(2_000)).orThrow();
        assertThat(again.dot()).isEqualTo(new Dot(identity.recorder(), 1));
        assertThat(again.recordedAt()).isGreaterThan(before);
        assertThat(node.write(Played.append(7))).isInstanceOf(AppendOutcome.AlreadyHeld.class);
        node.cutPower();
        node.open();
        assertThat(node.database().identity()).isEqualTo(identity);
    }

    @Test
    void a_node_that_is_shown_a_number_that_it_never_gave_records_under_another_name() throws IOException {
        Recorded given = node.write(append(1)).orThrow();
        Recorded forgotten = forgotten(given);
        take(forgotten);
        Identity identity = node.database().identity();
        assertThat(identity.recorders().former()).containsExactly(given.dot().recorder());
        assertThat(node.write(append(3)).orThrow().dot()).isEqualTo(new Dot(identity.recorder(), 1));
        assertThat(node.database().reader().find(forgotten.id())).contains(forgotten);

        node.cutPower();
        node.open();
        assertThat(node.database().identity()).isEqualTo(identity);
        assertThat(node.write(append(4)).orThrow().dot()).isEqualTo(new Dot(identity.recorder(), 2));
    }

    @Test
    void what_is_written_with_the_forgotten_record_has_the_other_name_already() {
        Recorded given = node.write(append(1)).orThrow();
        var copies = node.database().recorder().store(List.of(copy(forgotten(given))));
        Recorded next = node.write(append(3)).orThrow();
        assertThat(copies).isDone();
        assertThat(next.dot()).isEqualTo(new Dot(node.database().identity().recorder(), 1));
        assertThat(next.dot().recorder()).isNotEqualTo(given.dot().recorder());
    }

    @Test
    void while_the_other_name_cannot_be_noted_nothing_is_recorded() {
        Recorded given = node.write(append(1)).orThrow();
        Recorded forgotten = forgotten(given);
        node.faults.fail(DiskHook.Operation.RENAME, 1, Faults.IO_ERROR);
        var copies = node.database().recorder().store(List.of(copy(forgotten)));
        assertThat(node.write(append(3)).whyRefused()).isPresent();
        assertThat(copies.join()).allMatch(CopyOutcome.Refused.class::isInstance);
        assertThat(node.database().identity().recorder()).isEqualTo(given.dot().recorder());
        node.faults.fail(DiskHook.Operation.RENAME, 1, Faults.IO_ERROR);
        assertThat(node.write(append(3)).whyRefused()).as("nor alone").isPresent();

        Dot next = node.write(append(3)).orThrow().dot();
        assertThat(next.recorder()).isNotEqualTo(given.dot().recorder());
        assertThat(next.n()).isOne();
        take(forgotten);
        assertThat(node.database().identity().recorder()).isEqualTo(next.recorder());
    }

    @Test
    void a_record_of_its_own_that_comes_back_changes_no_name() {
        Recorded given = node.write(append(1)).orThrow();
        take(given);
        assertThat(node.database().identity().recorder()).isEqualTo(given.dot().recorder());
    }

    private static Append append(int value) {
        Claim claim = Claim.of("a/b", "p", CanonicalJson.ofCanonical(Integer.toString(value)), "who");
        return new Append(Completion.complete(claim, 5, () -> "00112233445566778899aabbccddeeff"), null, null);
    }

    /** A record that this node gave a number to, as others say, and of which it knows nothing. */
    private static Recorded forgotten(Recorded given) {
        Dot next = new Dot(given.dot().recorder(), given.dot().n() + 1);
        return new Recorded(append(2).assertion(), given.recordedAt() + 5, next, null, null);
    }

    private void take(Recorded recorded) {
        var outcomes = node.database().recorder().store(List.of(copy(recorded)));
        while (!outcomes.isDone()) {
            node.database().step();
        }
    }

    private Copy copy(Recorded recorded) {
        int shard = PathHash.shardOf(
                recorded.assertion(), node.database().identity().shardCount());
        return node.database().recorder().copy(RecordKey.of(shard, recorded), RecordFormat.encode(recorded));
    }

    @Test
    void all_names_are_read_back() throws IOException {
        Identity now = node.database().identity();
        assertThat(now.recordingAs(5).recordingAs(6).recorders().former()).containsExactlyInAnyOrder(now.store(), 5L);
        now.recordingAs(5).recordingAs(6).write(node.disk(), Played.DATA);
        assertThat(Identity.read(node.disk(), Played.DATA))
                .isEqualTo(now.recordingAs(5).recordingAs(6));
    }
}
