package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.Limits;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.journal.Journal;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.settings.LimitSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubmissionTest {
    private final SmallNode node = new SmallNode();

    private static Append append(int id, int valueBytes) {
        return new Append(
                Claims.claim(id)
                        .in("a/" + id, "p")
                        .says("\"" + "x".repeat(valueBytes) + "\"")
                        .done()
                        .assertion(),
                null,
                null);
    }

    private static List<Append> appends(int count, int valueBytes) {
        return IntStream.range(0, count).mapToObj(id -> append(id, valueBytes)).toList();
    }

    @Test
    void what_is_too_much_for_a_group_goes_into_several_and_is_answered_once_all_are_durable() throws IOException {
        Database database = node.open();
        List<Append> appends = appends(100, 4_000); // more than the journal's segment
        var outcomes = database.recorder().submit(appends);
        database.step();
        assertThat(outcomes).isNotDone();
        node.work(database);
        assertThat(outcomes.join())
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Appended.class))
                .extracting(outcome -> ((Appended) outcome).recorded().assertion())
                .containsExactlyElementsOf(
                        appends.stream().map(Append::assertion).toList());
        long groups = database.recorder().statistics().groups();
        assertThat(database.recorder().statistics().payloadBytes() / groups).isLessThan(SmallNode.SEGMENT / 2);
        assertThat(database.recorder().refusal()).isEmpty();
    }

    @Test
    void where_a_later_group_fails_the_earlier_ones_keep_their_true_outcome() throws IOException {
        Database database = node.open();
        var outcomes = database.recorder().submit(appends(150, 1_000));
        node.disk.hook(
                new Faults().fail(Operation.FORCE, path -> path.toString().endsWith(".wal"), 2, Faults.IO_ERROR));
        node.work(database);
        List<String> kinds = new ArrayList<>();
        for (AppendOutcome outcome : outcomes.join()) {
            String kind = outcome instanceof Refused refused
                    ? refused.refusal().refusal().name()
                    : outcome.getClass().getSimpleName();
            if (kinds.isEmpty() || !kinds.get(kinds.size() - 1).equals(kind)) {
                kinds.add(kind);
            }
        }
        assertThat(kinds).containsExactly("Appended", "OUTCOME_UNKNOWN");
        assertThat(database.recorder().refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.refusal()).isEqualTo(Refusal.READ_ONLY));
    }

    @Test
    void what_fits_no_segment_is_refused_alone() throws IOException {
        Database database = node.open();
        var outcomes =
                database.recorder().submit(List.of(append(1, 10), append(2, (int) SmallNode.SEGMENT), append(3, 10)));
        node.work(database);
        assertThat(outcomes.join().get(0)).isInstanceOf(Appended.class);
        assertThat(outcomes.join().get(1))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().refusal()).isEqualTo(Refusal.TOO_LARGE));
        assertThat(outcomes.join().get(2)).isInstanceOf(Appended.class);
        assertThat(database.recorder().refusal()).isEmpty();
    }

    @Test
    void a_record_that_just_fits_a_segment_is_written() throws IOException {
        Database database = node.open();
        Append probe = append(1, 0);
        var first = database.recorder().submit(List.of(probe));
        node.work(database);
        first.join();
        int besideTheValue = (int) database.recorder().statistics().payloadBytes();
        int most = Journal.largestRecord(SmallNode.SEGMENT) - besideTheValue;
        var outcomes = database.recorder().submit(List.of(append(2, most - 2), append(3, most + 10)));
        node.work(database);
        assertThat(outcomes.join().get(0)).isInstanceOf(Appended.class);
        assertThat(outcomes.join().get(1)).isInstanceOf(Refused.class);
    }

    /** So no setting has to be judged against another: whatever the limits let in, the journal takes. */
    @Test
    void the_largest_claim_that_limits_can_let_in_is_one_record_of_the_smallest_segment() {
        Limits limits = LimitSettings.from(key -> Optional.ofNullable(
                        switch (key.substring(key.lastIndexOf('.') + 1)) {
                            case "concept_path" -> "4KiB";
                            case "concept_path_segments" -> "1024";
                            case "predicate", "source" -> "1KiB";
                            case "reason" -> "64KiB";
                            case "value" -> "512KiB";
                            case "metadata" -> "256KiB";
                            case "body" -> "16MiB";
                            case "batch_line" -> "4MiB";
                            case "json_depth" -> "256";
                            case "page" -> "100000";
                            case "queue", "answers", "connections" -> null; // of all requests together, not of a claim
                            default -> throw new AssertionError("a new limit: " + key);
                        }))
                .limits();
        long most = (long) Weights.FIXED
                + limits.conceptPathBytes()
                + limits.predicateBytes()
                + limits.sourceBytes()
                + limits.reasonBytes()
                + limits.valueBytes()
                + limits.metadataBytes()
                + 1024; // the name of a batch
        assertThat(most).isLessThan(Journal.largestRecord(4 << 20));
    }
}
