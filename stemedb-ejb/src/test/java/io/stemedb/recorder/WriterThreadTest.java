package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.SimulatedDisk;
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
        Surroundings around = OneThread.on(new SimulatedDisk(new Random(1)))
                .flusher(task -> {
                    throw new RejectedExecutionException("no thread for a flush");
                })
                .surroundings();
        DatabaseOptions options = SmallDatabase.in(Played.DATA)
                .shards(64)
                .segments(1 << 20)
                .tables(1)
                .fan(2)
                .options();
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
