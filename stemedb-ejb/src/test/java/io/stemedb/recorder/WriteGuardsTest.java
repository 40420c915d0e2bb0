package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What keeps a write from harming the others. */
class WriteGuardsTest {
    private static final long SEGMENT = 4 << 20;

    @Test
    void while_a_group_is_forced_the_past_ends_before_it() throws IOException {
        Played node = new Played(SEGMENT, Played.NEVER_FULL);
        List<Long> stable = new ArrayList<>();
        node.disk().hook((operation, path) -> {
            if (operation == Operation.FORCE) {
                node.wall.addAndGet(10); // a force takes its time
                stable.add(node.database().recorder().stableThrough());
            }
        });
        node.whenApplied(recorded -> assertThat(stable)
                .as("who asked for the past meanwhile must get the same answer now")
                .allMatch(asked -> asked < recorded.recordedAt()));
        for (int id = 1; id <= 3; id++) {
            assertThat(node.write(Played.append(id))).isInstanceOf(Appended.class);
        }
        assertThat(stable).hasSize(3);
    }

    @Test
    void a_record_that_a_start_would_take_for_damage_is_refused() throws IOException {
        Played node = new Played(SEGMENT, Played.NEVER_FULL);
        Append large = Played.append(1, '"' + "x".repeat(1 << 20) + '"');
        assertThat(node.write(large))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().refusal()).isEqualTo(Refusal.TOO_LARGE));
        assertThat(node.write(Played.append(2))).isInstanceOf(Appended.class);
        node.cutPower();
        assertThat(node.open().store().statistics().assertions()).isEqualTo(1);
    }

    @Test
    void what_waits_together_is_never_more_than_fits_into_a_segment() throws IOException {
        Played node = new Played(1 << 20, Played.NEVER_FULL);
        List<CompletableFuture<List<AppendOutcome>>> waiting = new ArrayList<>();
        for (int id = 1; id <= 5; id++) {
            waiting.add(node.database().recorder().submit(List.of(Played.append(id, '"' + "x".repeat(300_000) + '"'))));
        }
        while (node.database().step()) {
            assertThat(node.database().recorder().readOnlyReason()).isNull();
        }
        assertThat(waiting).allSatisfy(outcome -> assertThat(outcome.join()).hasOnlyElementsOfType(Appended.class));
    }

    @Test
    void who_waits_behind_a_failed_force_is_told_that_nothing_was_stored() throws IOException {
        Played node = new Played(SEGMENT, Played.NEVER_FULL);
        Append large = Played.append(1, '"' + "x".repeat(1_000_000) + '"');
        var first = node.database().recorder().submit(List.of(large, Played.append(2)));
        var second = node.database()
                .recorder()
                .submit(List.of(
                        Played.append(3, '"' + "x".repeat(1_000_000) + '"'),
                        Played.append(4, '"' + "y".repeat(500_000) + '"')));
        node.faults.fail(Operation.FORCE, 1, Faults.IO_ERROR);
        node.database().step();
        assertThat(refusals(first.join())).containsExactly(Refusal.OUTCOME_UNKNOWN, Refusal.OUTCOME_UNKNOWN);
        assertThat(second).isDone();
        assertThat(refusals(second.join())).containsExactly(Refusal.READ_ONLY, Refusal.READ_ONLY);
        var third = node.database().recorder().submit(List.of(Played.append(5)));
        assertThat(third).isDone();
        assertThat(refusals(third.join())).containsExactly(Refusal.READ_ONLY);
    }

    @Test
    void a_closed_recorder_takes_nothing_more() throws IOException {
        Played node = new Played(SEGMENT, Played.NEVER_FULL);
        node.database().recorder().close();
        var late = node.database().recorder().submit(List.of(Played.append(1)));
        assertThat(late).isDone();
        assertThat(refusals(late.join())).containsExactly(Refusal.READ_ONLY);
    }

    @Test
    void a_start_that_reads_much_back_keeps_no_more_of_it_in_memory_than_a_table() throws IOException {
        Played node = new Played(SEGMENT, Played.NEVER_FULL);
        for (int id = 1; id <= 100; id++) {
            node.write(Played.append(id));
        }
        node.cutPower();
        node.tableBytes(10_000);
        node.open();
        assertThat(node.database().store().flushedLsn()).isPositive();
        assertThat(node.database().store().tableFull()).isFalse();
        assertThat(node.database().store().statistics().assertions()).isEqualTo(100);
    }

    private static List<Refusal> refusals(List<AppendOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> ((Refused) outcome).refusal().refusal())
                .toList();
    }
}
