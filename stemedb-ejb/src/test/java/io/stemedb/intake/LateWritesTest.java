package io.stemedb.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Limits;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.intake.Writes.Caller;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.query.SlotCache;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.recorder.WriterThread;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One thread plays clients, writer and answers in turn: it could not if any of them waited for another. */
class LateWritesTest {
    private static final Caller NOBODY = new Caller("", null);

    private final Deque<Runnable> answers = new ArrayDeque<>();
    private final Deque<Runnable> lookups = new ArrayDeque<>();
    private Database database;
    private Writes writes;

    @BeforeEach
    void open() throws IOException {
        Surroundings around = OneThread.on(new SimulatedDisk(new Random(1)))
                .answers(answers::add)
                .surroundings();
        DatabaseOptions options = SmallDatabase.in(Path.of("/data"))
                .shards(64)
                .segments(1 << 20)
                .tables(1 << 20)
                .fan(2)
                .options();
        database = Database.open(options, around, recorded -> {});
        Positions positions = new Positions(database, Duration.ZERO);
        OpenDatabase live = new OpenDatabase(
                database, new SlotCache(database.reader(), 1 << 20), positions, database.recorder()::submit);
        writes = new Writes(live, () -> 1, new Random(3), lookups::add);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    private static Claim claim(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
        return ClaimReader.read(JsonReader.object(bytes, JsonLimits.DEFAULT), Limits.DEFAULT);
    }

    private CompletableFuture<Written> write(String more) {
        return writes.write(claim("{'concept_path':'a','predicate':'p','source':'s'," + more + "}"), NOBODY);
    }

    private static void work(Deque<Runnable> waiting) {
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    private void becomeDurable() {
        while (database.step()) {
            // the next group
        }
        work(answers);
    }

    @Test
    void writes_are_handed_in_without_waiting_for_the_force() {
        List<CompletableFuture<Written>> handedIn =
                IntStream.range(0, 300).mapToObj(i -> write("'value':" + i)).toList();
        assertThat(handedIn).noneMatch(CompletableFuture::isDone);
        assertThat(database.reader().slot("a", "p")).isEmpty();

        becomeDurable();
        assertThat(handedIn).allMatch(CompletableFuture::isDone);
        assertThat(database.reader().slot("a", "p")).hasSize(300);
    }

    @Test
    void the_writer_goes_on_to_the_next_group_before_anybody_is_answered() {
        List<CompletableFuture<Written>> first = List.of(write("'value':1"), write("'value':2"));
        assertThat(database.step()).isTrue();
        assertThat(first).as("their answers wait for another thread").noneMatch(CompletableFuture::isDone);
        CompletableFuture<Written> second = write("'value':3");
        assertThat(database.step()).isTrue();
        assertThat(second).as("nor does it overtake them").isNotDone();

        work(answers);
        assertThat(first).allMatch(CompletableFuture::isDone);
        assertThat(second).isDone();
    }

    @Test
    void a_write_that_nothing_waits_behind_is_answered_by_the_writer() {
        CompletableFuture<Written> only = write("'value':1");
        assertThat(database.step()).isTrue();
        assertThat(only).isDone();
    }

    @Test
    void a_write_that_links_to_another_is_handed_in_before_that_one_is_looked_up() {
        CompletableFuture<Written> older = write("'value':1");
        becomeDurable();
        String id = older.join().recorded().id().toString();

        CompletableFuture<Written> newer = write("'value':2,'supersedes':'" + id + "'");
        CompletableFuture<Written> wrong =
                writes.write(claim("{'concept_path':'a','predicate':'q','value':3,'supersedes':'" + id + "'}"), NOBODY);
        assertThat(lookups).as("no disk is asked by who hands in").hasSize(2);
        work(lookups);
        becomeDurable();
        assertThat(newer.join().duplicate()).isFalse();
        assertThatThrownBy(() -> Settled.of(wrong))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.field()).isEqualTo("/supersedes"));
    }

    @Test
    void what_a_repeat_led_to_is_not_looked_up_where_answers_are_given() {
        var unused = write("'value':1,'asserted_at':'2026-01-01T00:00:00Z'");
        CompletableFuture<Written> repeat = write("'value':1,'asserted_at':'2026-01-01T00:00:00Z'");
        becomeDurable();
        assertThat(repeat).isNotDone();
        work(lookups);
        assertThat(repeat.join().duplicate()).isTrue();
    }

    @Test
    void a_retraction_looks_for_its_target_elsewhere_and_says_what_is_wrong_with_it() {
        CompletableFuture<Written> target = write("'value':1");
        becomeDurable();
        CompletableFuture<Writes.Retracted> retracted =
                writes.retract(target.join().recorded().id(), "s", "a slip", NOBODY);
        work(lookups);
        CompletableFuture<Writes.Retracted> nobodys =
                writes.retract(AssertionId.parse("/target", "0".repeat(64)), "s", "a slip", NOBODY);
        work(lookups);
        becomeDurable();
        assertThat(retracted.join().applied()).isTrue();
        assertThatThrownBy(() -> Settled.of(nobodys))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.UNKNOWN_ASSERTION));
    }

    @Test
    void writers_of_a_node_that_stops_are_refused_at_once() {
        WriterThread.start(database).close();
        CompletableFuture<Written> late = write("'value':1");
        assertThatThrownBy(() -> Settled.of(late))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.READ_ONLY));
    }
}
