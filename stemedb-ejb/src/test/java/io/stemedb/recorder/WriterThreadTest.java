package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WriterThreadTest {
    /** A writer that died in silence would leave its clients waiting for ever. */
    @Test
    void what_nobody_foresaw_makes_the_node_read_only_and_is_told() throws Exception {
        Surroundings around = new Surroundings(
                new SimulatedDisk(new Random(1)),
                () -> 1,
                new Random(2),
                task -> {
                    throw new RejectedExecutionException("no thread for a flush");
                },
                Runnable::run,
                Runnable::run);
        DatabaseOptions options = new DatabaseOptions(Played.DATA, "node1", 64, 1 << 20, Retention.all(), 1, 2);
        try (Database database = Database.open(options, around, recorded -> {})) {
            CompletableFuture<List<AppendOutcome>> first = database.recorder().submit(List.of(Played.append(1)));
            try (WriterThread writer = WriterThread.start(database)) {
                assertThat(first.get(30, TimeUnit.SECONDS)).hasOnlyElementsOfType(AppendOutcome.Appended.class);
                // its table is full now, and the flush that this one needs cannot be started
                var second = database.recorder().submit(List.of(Played.append(2)));
                assertThat(second.get(30, TimeUnit.SECONDS))
                        .allSatisfy(outcome -> assertThat(
                                        ((Refused) outcome).refusal().refusal())
                                .isEqualTo(Refusal.READ_ONLY));
            }
        }
    }
}
