package io.stemedb.intake;

import static io.stemedb.intake.PlayedIntake.work;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.ClaimReader;
import io.stemedb.assertion.Limits;
import io.stemedb.intake.Writes.Caller;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonReader;
import io.stemedb.recorder.WriterThread;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One thread plays clients, writer and answers in turn: it could not if any of them waited for another. */
class LateWritesTest {
    private static final Caller NOBODY = new Caller("", null);

    private PlayedIntake node;
    private Writes writes;

    @BeforeEach
    void open() throws IOException {
        node = new PlayedIntake();
        writes = node.writes();
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    private static Claim claim(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
        return ClaimReader.read(JsonReader.object(bytes, JsonLimits.DEFAULT), Limits.DEFAULT);
    }

    private CompletableFuture<Written> write(String more) {
        return writes.write(claim("{'concept_path':'a','predicate':'p','source':'s'," + more + "}"), NOBODY);
    }

    @Test
    void writes_are_handed_in_without_waiting_for_the_force() {
        List<CompletableFuture<Written>> handedIn =
                IntStream.range(0, 300).mapToObj(i -> write("'value':" + i)).toList();
        assertThat(handedIn).noneMatch(CompletableFuture::isDone);
        assertThat(node.database.reader().slot("a", "p")).isEmpty();

        node.becomeDurable();
        assertThat(handedIn).allMatch(CompletableFuture::isDone);
        assertThat(node.database.reader().slot("a", "p")).hasSize(300);
    }

    @Test
    void the_writer_goes_on_to_the_next_group_before_anybody_is_answered() {
        List<CompletableFuture<Written>> first = List.of(write("'value':1"), write("'value':2"));
        assertThat(node.database.step()).isTrue();
        assertThat(first).as("their answers wait for another thread").noneMatch(CompletableFuture::isDone);
        CompletableFuture<Written> second = write("'value':3");
        assertThat(node.database.step()).isTrue();
        assertThat(second).as("nor does it overtake them").isNotDone();

        work(node.answers);
        assertThat(first).allMatch(CompletableFuture::isDone);
        assertThat(second).isDone();
    }

    @Test
    void a_write_that_nothing_waits_behind_is_answered_by_the_writer() {
        CompletableFuture<Written> only = write("'value':1");
        assertThat(node.database.step()).isTrue();
        assertThat(only).isDone();
    }

    @Test
    void a_write_that_links_to_another_is_handed_in_before_that_one_is_looked_up() {
        CompletableFuture<Written> older = write("'value':1");
        node.becomeDurable();
        String id = older.join().recorded().id().toString();

        CompletableFuture<Written> newer = write("'value':2,'supersedes':'" + id + "'");
        CompletableFuture<Written> wrong =
                writes.write(claim("{'concept_path':'a','predicate':'q','value':3,'supersedes':'" + id + "'}"), NOBODY);
        assertThat(node.lookups).as("no disk is asked by who hands in").hasSize(2);
        work(node.lookups);
        node.becomeDurable();
        assertThat(newer.join().duplicate()).isFalse();
        assertThatThrownBy(() -> Settled.of(wrong))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.field()).isEqualTo("/supersedes"));
    }

    @Test
    void what_a_repeat_led_to_is_not_looked_up_where_answers_are_given() {
        var unused = write("'value':1,'asserted_at':'2026-01-01T00:00:00Z'");
        CompletableFuture<Written> repeat = write("'value':1,'asserted_at':'2026-01-01T00:00:00Z'");
        node.becomeDurable();
        assertThat(repeat).isNotDone();
        work(node.lookups);
        assertThat(repeat.join().duplicate()).isTrue();
    }

    @Test
    void a_retraction_looks_for_its_target_elsewhere_and_says_what_is_wrong_with_it() {
        CompletableFuture<Written> target = write("'value':1");
        node.becomeDurable();
        CompletableFuture<Writes.Retracted> retracted =
                writes.retract(target.join().recorded().id(), "s", "a slip", NOBODY);
        work(node.lookups);
        CompletableFuture<Writes.Retracted> nobodys =
                writes.retract(AssertionId.parse("/target", "0".repeat(64)), "s", "a slip", NOBODY);
        work(node.lookups);
        node.becomeDurable();
        assertThat(retracted.join().applied()).isTrue();
        assertThatThrownBy(() -> Settled.of(nobodys))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.UNKNOWN_ASSERTION));
    }

    @Test
    void writers_of_a_node_that_stops_are_refused_at_once() {
        WriterThread.start(node.database).close();
        CompletableFuture<Written> late = write("'value':1");
        assertThatThrownBy(() -> Settled.of(late))
                .isInstanceOfSatisfying(
                        StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.READ_ONLY));
    }
}
