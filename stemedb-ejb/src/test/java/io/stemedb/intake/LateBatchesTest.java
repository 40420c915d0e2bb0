package io.stemedb.intake;

import static io.stemedb.intake.PlayedIntake.work;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Limits;
import io.stemedb.recorder.WriterThread;
import io.stemedb.refusal.StemeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches that are read to their end, and left before their last lines are durable. */
class LateBatchesTest {
    private PlayedIntake node;
    private Batches batches;

    @BeforeEach
    void open() throws IOException {
        node = new PlayedIntake();
        batches = new Batches(node.live, node.writes(), Limits.DEFAULT, new Random(4), beat -> {});
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    private static String claim(int value) {
        return "{\"concept_path\":\"a\",\"predicate\":\"p\",\"source\":\"s\",\"value\":" + value
                + ",\"asserted_at\":\"2026-01-01T00:00:00Z\"}\n";
    }

    private static InputStream lines(int from, int to) {
        StringBuilder all = new StringBuilder();
        for (int i = from; i < to; i++) {
            all.append(claim(i));
        }
        return new ByteArrayInputStream(all.toString().getBytes(UTF_8));
    }

    private CompletableFuture<BatchReport> handIn(InputStream lines) throws IOException {
        return batches.handIn(lines, new Batches.Options(null, false, ""));
    }

    @Test
    void batches_are_read_to_their_end_without_waiting_for_a_force_and_share_one() throws IOException {
        CompletableFuture<BatchReport> first = handIn(lines(0, 2_500));
        CompletableFuture<BatchReport> second = handIn(lines(2_500, 2_600));
        assertThat(first).isNotDone();
        assertThat(node.database.reader().slot("a", "p")).isEmpty();

        node.becomeDurable();
        BatchReport report = first.join();
        assertThat(report.createdCount()).isEqualTo(2_500);
        assertThat(second.join().createdCount()).isEqualTo(100);
        assertThat(node.database.reader().slot("a", "p")).hasSize(2_600);
    }

    @Test
    void what_its_lines_came_to_is_told_as_by_a_batch_that_waits() throws IOException {
        var unused = handIn(lines(0, 3));
        node.becomeDurable();
        String text = claim(2) + "no JSON\n" + claim(3) + "\n" + claim(3);
        CompletableFuture<BatchReport> handed = handIn(new ByteArrayInputStream(text.getBytes(UTF_8)));
        node.becomeDurable();
        BatchReport report = handed.join();
        assertThat(report.createdCount()).isEqualTo(1);
        assertThat(report.duplicateCount()).isEqualTo(2);
        assertThat(report.failedCount()).isEqualTo(1);
    }

    @Test
    void a_batch_that_named_none_can_be_sent_again_under_the_name_that_was_made_up_for_it() throws IOException {
        String line = "{\"concept_path\":\"a\",\"predicate\":\"p\",\"value\":1}\n";
        byte[] twoOfTheSame = (line + line).getBytes(UTF_8);
        CompletableFuture<BatchReport> first = handIn(new ByteArrayInputStream(twoOfTheSame));
        node.becomeDurable();
        assertThat(first.join().createdCount()).isEqualTo(2);

        CompletableFuture<BatchReport> again = batches.handIn(
                new ByteArrayInputStream(twoOfTheSame),
                new Batches.Options(first.join().batchId(), false, ""));
        node.becomeDurable();
        assertThat(again.join().duplicateCount()).isEqualTo(2);
    }

    @Test
    void a_dry_run_and_an_empty_batch_wait_for_nothing() throws IOException {
        CompletableFuture<BatchReport> dry = batches.handIn(lines(0, 5), new Batches.Options("b", true, ""));
        assertThat(dry.join().createdCount()).isEqualTo(5);
        assertThat(dry.join().batchId()).isEqualTo("b");
        assertThat(handIn(lines(0, 0)).join().createdCount()).isZero();
        assertThat(node.database.reader().slot("a", "p")).isEmpty();
    }

    @Test
    void a_node_that_stops_refuses_the_batch_and_names_it() throws IOException {
        WriterThread.start(node.database).close();
        Batches.Options named = batches.named(new Batches.Options(null, false, ""));
        CompletableFuture<BatchReport> handed = batches.handIn(lines(0, 3), named);
        work(node.answers);
        assertThatThrownBy(() -> Settled.of(handed))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.hint()).contains("batch_id " + named.batchId()));
    }
}
