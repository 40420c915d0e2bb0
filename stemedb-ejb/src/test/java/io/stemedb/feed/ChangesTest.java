package io.stemedb.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Subtree;
import io.stemedb.engine.JournalChangeLog;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final Wanted EVERYTHING = new Wanted(Subtree.ALL, null);
    private static final int SHARDS = 4;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private Database database;
    private Changes changes;
    private long now;

    @BeforeEach
    void open() throws IOException {
        open(Retention.all());
    }

    private void open(Retention retention) throws IOException {
        Surroundings around = OneThread.on(disk).clock(() -> ++now).surroundings();
        database = Database.open(
                SmallDatabase.in(Path.of("/data"))
                        .named("n")
                        .shards(SHARDS)
                        .keeping(retention)
                        .tables(128 * 1024)
                        .fan(4)
                        .options(),
                around,
                recorded -> {});
        changes = new Changes(new JournalChangeLog(database), SHARDS);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    private void write(String path, String predicate, int from, int count) {
        for (int i = from; i < from + count; i++) {
            Claim claim = Claim.of(path, predicate, CanonicalJson.ofCanonical(Integer.toString(i)), "s");
            String nonce = String.format(Locale.ROOT, "%032x", i);
            var outcome = database.recorder()
                    .submit(List.of(new Append(Completion.complete(claim, i, () -> nonce), null, null)));
            while (!outcome.isDone()) {
                database.step();
            }
        }
    }

    private static List<Change> rest(Following following) {
        List<Change> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            Follower.Step step = following.step();
            all.addAll(step.changes());
            more = step.more();
        }
        return all;
    }

    private List<String> since(String after, Wanted wanted) {
        try (Following following = changes.follow("/after", after, wanted)) {
            return values(rest(following));
        }
    }

    private static List<String> values(List<Change> found) {
        return found.stream()
                .map(change -> change.recorded().assertion().value().toString())
                .toList();
    }

    @Test
    void without_a_position_only_what_comes_is_told() {
        write("a", "p", 0, 3);
        try (Following following = changes.follow("/after", null, EVERYTHING)) {
            assertThat(rest(following)).isEmpty();
            write("a", "p", 3, 2);
            write("b", "p", 5, 1);
            assertThat(values(rest(following))).containsExactly("3", "4", "5");
            assertThat(rest(following)).isEmpty();
        }
    }

    @Test
    void from_the_start_everything_is_told_in_order_over_all_segments() {
        write("a", "p", 0, 1500);
        List<String> all = since(Changes.START, EVERYTHING);
        assertThat(all).hasSize(1500).first().isEqualTo("0");
        assertThat(all).last().isEqualTo("1499");
    }

    @Test
    void from_every_position_exactly_what_follows_is_told_also_after_a_restart() throws IOException {
        write("a", "p", 0, 400);
        List<Change> all;
        try (Following following = changes.follow("/after", Changes.START, EVERYTHING)) {
            all = rest(following);
        }
        database.close();
        open();
        write("a", "p", 400, 1);
        for (int i = 0; i < 400; i += 13) {
            assertThat(since(all.get(i).position(), EVERYTHING))
                    .hasSize(400 - i)
                    .first()
                    .isEqualTo("" + (i + 1));
        }
    }

    @Test
    void a_filter_leaves_the_rest_out_and_its_position_moves_on_all_the_same() {
        write("a/b", "p", 0, 1);
        write("a/bc", "p", 1, 1);
        write("a/b/c", "q", 2, 1);
        write("_stemedb/x", "p", 3, 1);
        Wanted below = new Wanted(Subtree.parse("/prefix", "a/b", Limits.DEFAULT), null);
        assertThat(since(Changes.START, below)).containsExactly("0", "2");
        assertThat(since(Changes.START, new Wanted(Subtree.ALL, "p"))).containsExactly("0", "1");
        try (Following following = changes.follow("/after", Changes.START, new Wanted(Subtree.ALL, "none"))) {
            assertThat(rest(following)).isEmpty();
            assertThat(since(following.position(), EVERYTHING)).isEmpty();
        }
    }

    @Test
    void below_the_oldest_kept_the_position_is_gone() throws IOException {
        write("a", "p", 0, 1);
        Following slow = changes.follow("/after", Changes.START, EVERYTHING);
        String early = slow.step().changes().get(0).position();
        database.close();
        open(Retention.flushed());
        write("a", "p", 1, 3000);
        for (String after : List.of(Changes.START, early)) {
            assertThatThrownBy(() -> changes.follow("/after", after, EVERYTHING))
                    .isInstanceOfSatisfying(StemeException.class, e -> {
                        assertThat(e.refusal()).isEqualTo(Refusal.POSITION_GONE);
                        assertThat(e.field()).isEqualTo("/after");
                    });
        }
    }

    @Test
    void a_reader_who_is_overtaken_by_the_end_of_the_journal_is_told_so() throws IOException {
        database.close();
        open(Retention.flushed());
        try (Following slow = changes.follow("/after", null, EVERYTHING)) {
            write("a", "p", 0, 3000);
            assertThatThrownBy(() -> rest(slow))
                    .isInstanceOfSatisfying(
                            StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.POSITION_GONE));
        }
    }

    @Test
    void a_position_of_another_store_or_of_a_future_is_gone() {
        write("a", "p", 0, 1);
        for (Position strange : List.of(
                new Position(database.identity().store() + 1, 0, java.util.Map.of()),
                new Position(database.identity().store(), 1 << 20, java.util.Map.of()),
                new Position(database.identity().store(), 0, java.util.Map.of(1, 99L)))) {
            assertThatThrownBy(() -> changes.follow("/after", strange.write(), EVERYTHING))
                    .isInstanceOfSatisfying(
                            StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.POSITION_GONE));
        }
    }

    @Test
    void what_is_no_position_is_refused() {
        Position known = new Position(1, 300, java.util.Map.of(3, 7L, 65535, 200L));
        assertThat(Position.read("/after", known.write())).isEqualTo(known);
        String text = known.write();
        for (String wrong : List.of("", "x", "end", text + "A", text.substring(1), "*".repeat(5000), "é")) {
            assertThatThrownBy(() -> changes.follow("/after", wrong, EVERYTHING))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.MALFORMED));
        }
    }

    @Test
    void everybody_is_told_that_the_node_ends() {
        try (Following following = changes.follow("/after", null, EVERYTHING)) {
            changes.close();
            assertThatThrownBy(following::step)
                    .isInstanceOfSatisfying(
                            StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.STARTING));
        }
    }
}
