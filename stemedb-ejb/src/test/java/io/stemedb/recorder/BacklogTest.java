package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.files.SimulatedDisk;
import io.stemedb.recorder.AppendOutcome.Appended;
import io.stemedb.recorder.AppendOutcome.Refused;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A disk that is slower than its writers: here nothing is written until the test lets it be. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // a join hears no interrupt
class BacklogTest {
    private static final long QUEUE = 100_000;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String TEXT = "\"" + "x".repeat(10_000) + "\"";

    private Database database;
    private int sent;

    @BeforeEach
    void open() throws IOException {
        Surroundings around = OneThread.on(new SimulatedDisk(new Random(1))).surroundings();
        database = Database.open(
                SmallDatabase.in(Played.DATA)
                        .shards(64)
                        .segments(1 << 20)
                        .tables(16 << 20)
                        .fan(2)
                        .queue(QUEUE)
                        .options(),
                around,
                recorded -> {});
    }

    private CompletableFuture<List<AppendOutcome>> submit(Duration patience) {
        return database.recorder().submit(List.of(Played.append(++sent, TEXT)), patience);
    }

    private List<CompletableFuture<List<AppendOutcome>>> fillUp() {
        List<CompletableFuture<List<AppendOutcome>>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<List<AppendOutcome>> one = submit(Duration.ZERO);
            if (one.isDone()) {
                return waiting;
            }
            waiting.add(one);
        }
        throw new AssertionError("everything was let in");
    }

    private void work() {
        while (database.step()) {
            // the next group
        }
    }

    private static StemeException refusal(CompletableFuture<List<AppendOutcome>> outcome) {
        assertThat(outcome).isDone();
        return ((Refused) outcome.join().get(0)).refusal();
    }

    @Test
    void what_is_too_much_is_refused_at_once_with_the_limit_and_not_stored() {
        List<CompletableFuture<List<AppendOutcome>>> waiting = fillUp();
        assertThat(waiting).hasSize(9);
        assertThat(database.recorder().waitingBytes()).isBetween(90_000L, QUEUE);
        StemeException refused = refusal(submit(Duration.ZERO));
        assertThat(refused.refusal()).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(refused.limit()).isEqualTo(QUEUE);
        assertThat(refused.field()).isEqualTo("/limits.queue");
        work();
        assertThat(waiting).allSatisfy(one -> assertThat(one.join()).hasOnlyElementsOfType(Appended.class));
        assertThat(database.store().statistics().assertions()).isEqualTo(waiting.size());
        assertThat(database.recorder().waitingBytes()).isZero();
        assertThat(submit(Duration.ZERO)).isNotDone();
    }

    @Test
    void one_that_is_larger_than_the_limit_is_taken_when_nothing_else_waits() {
        List<Append> large = IntStream.range(0, 50)
                .mapToObj(i -> Played.append(1_000 + i, TEXT))
                .toList();
        CompletableFuture<List<AppendOutcome>> outcome = database.recorder().submit(large);
        assertThat(refusal(submit(Duration.ZERO)).refusal()).isEqualTo(Refusal.RATE_LIMITED);
        work();
        assertThat(outcome.join()).hasOnlyElementsOfType(Appended.class).hasSize(50);
    }

    @Test
    void a_stream_waits_for_room_and_is_taken_then() throws Exception {
        fillUp();
        CompletableFuture<List<AppendOutcome>> patient =
                CompletableFuture.supplyAsync(() -> submit(LONG).join());
        while (!patient.isDone()) {
            database.step();
        }
        assertThat(patient.get(30, TimeUnit.SECONDS)).hasOnlyElementsOfType(Appended.class);
    }

    @Test
    void its_patience_ends() {
        fillUp();
        assertThat(refusal(submit(Duration.ofMillis(1))).refusal()).isEqualTo(Refusal.RATE_LIMITED);
    }

    @Test
    void who_waits_for_room_hears_of_a_node_that_takes_nothing_more() throws Exception {
        fillUp();
        CompletableFuture<List<AppendOutcome>> told = new CompletableFuture<>();
        Thread patient = new Thread(() -> told.complete(submit(LONG).join()));
        patient.start();
        while (patient.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        database.recorder().giveUp(new IOException("the disk is gone"));
        assertThat(((Refused) told.get(30, TimeUnit.SECONDS).get(0)).refusal().refusal())
                .isEqualTo(Refusal.READ_ONLY);
        assertThat(database.recorder().waitingBytes()).isZero();
    }
}
