package io.stemedb.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Limits;
import io.stemedb.recorder.WriterThread;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class BatchFaultTest {
    @Test
    void a_node_that_takes_nothing_more_ends_a_batch_instead_of_failing_each_line() throws IOException {
        List<Object> failedLines = new ArrayList<>();
        Batches.Progress progress = new Batches.Progress() {
            @Override
            public void ackedThrough(long line) {}

            @Override
            public void error(BatchReport.LineError error) {
                failedLines.add(error);
            }
        };
        ExecutorService pulses = Executors.newCachedThreadPool();
        try (PlayedIntake node = new PlayedIntake()) {
            WriterThread.start(node.database).close();
            Batches batches = new Batches(node.live, node.writes(), Limits.DEFAULT, new Random(4), pulses);
            byte[] lines = "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":1}\n"
                    .repeat(3)
                    .getBytes(UTF_8);
            assertThatThrownBy(() -> batches.run(
                            new ByteArrayInputStream(lines), new Batches.Options("b1", false, ""), progress))
                    .isInstanceOfSatisfying(
                            StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.READ_ONLY));
        } finally {
            pulses.shutdown();
        }
        assertThat(failedLines).isEmpty();
    }
}
