package io.stemedb.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.refusal.Refusal;
import io.stemedb.simulation.Machine;
import io.stemedb.simulation.Seeds;
import io.stemedb.simulation.Writers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Several nodes of real parts in one thread, each on a machine of its own: what everything that is simulated here
 * stands on.
 */
class MachinesInOneThreadTest {
    private static final long AN_HOUR = 3_600_000_000L;
    private static final int WRITES = 60;

    private static Machine machine(SplittableRandom random, String nodeId, long aheadMicros) {
        return Machine.with(
                random.split(),
                SmallDatabase.in(Machine.DATA).named(nodeId).tables(8_000).options(),
                aheadMicros);
    }

    /** What the machine has acknowledged as new. */
    private static List<Recorded> write(Machine machine, Writers writers) {
        List<Recorded> recorded = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            List<Append> appends = writers.next(machine.wallMicros.addAndGet(1_000));
            CompletableFuture<List<AppendOutcome>> outcomes =
                    machine.database().recorder().submit(appends);
            while (machine.database().step()) {
                // the next group
            }
            outcomes.join().stream()
                    .filter(outcome -> outcome.fold(isNew -> true, held -> false, refused -> false))
                    .forEach(outcome -> recorded.add(outcome.orThrow()));
            machine.flusher.runOne();
        }
        return recorded;
    }

    private static void requireHeld(Machine machine, List<Recorded> recorded) {
        assertThat(recorded).isNotEmpty();
        for (Recorded one : recorded) {
            assertThat(machine.database().reader().find(one.id()).map(Recorded::dot))
                    .contains(one.dot());
        }
    }

    @Test
    void a_machine_that_loses_power_keeps_what_it_acknowledged_and_its_neighbour_does_not_notice() {
        Seeds.tryAll(5, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Machine one = machine(random, "one", 0);
            Machine other = machine(random, "other", AN_HOUR);
            one.open();
            other.open();
            List<Recorded> ofOne = write(one, new Writers(random.split()));
            List<Recorded> ofOther = write(other, new Writers(random.split()));

            one.end(true);
            assertThat(one.running()).isFalse();
            requireHeld(other, ofOther);
            one.open();
            requireHeld(one, ofOne);

            assertThat(one.database().identity().nodeId()).isEqualTo("one");
            assertThat(one.database().identity().store())
                    .isNotEqualTo(other.database().identity().store());
            assertThat(ofOther.get(0).recordedAt() - ofOne.get(0).recordedAt()).isGreaterThanOrEqualTo(AN_HOUR / 2);
        });
    }

    @Test
    void the_kit_ends_a_process_at_the_very_operation_that_a_test_names() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Machine machine = machine(random, "one", 0);
        machine.open();
        Writers writers = new Writers(random.split());
        List<Recorded> before = write(machine, writers);
        machine.crashAfter(1, Operation.FORCE);
        CompletableFuture<List<AppendOutcome>> outcomes =
                machine.database().recorder().submit(List.of(writers.fresh(machine.wallMicros.get())));
        machine.database().step();
        assertThat(machine.running()).isFalse();
        assertThat(outcomes.join().get(0).whyRefused())
                .hasValueSatisfying(why -> assertThat(why.refusal()).isEqualTo(Refusal.OUTCOME_UNKNOWN));
        machine.end(true);
        machine.open();
        requireHeld(machine, before);
    }
}
