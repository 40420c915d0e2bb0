package io.stemedb.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.files.SimulatedDisk;
import io.stemedb.intake.Sources.Registered;
import io.stemedb.query.SlotCache;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.DatabaseOptions;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.recorder.WriterThread;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceUpdate;
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

/** One thread plays clients, writer and lookups in turn: it could not if a registration waited for another thread. */
class LateSourcesTest {
    private final Deque<Runnable> answers = new ArrayDeque<>();
    private final Deque<Runnable> lookups = new ArrayDeque<>();
    private Database database;
    private OpenDatabase live;
    private Sources sources;

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
        database = Database.open(options, around, recorded -> live.applied(recorded));
        Positions positions = new Positions(database, Duration.ZERO);
        live = new OpenDatabase(
                database, new SlotCache(database.reader(), 1 << 20), positions, database.recorder()::submit);
        sources = new Sources(live, () -> 1, lookups::add);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    private CompletableFuture<Registered> register(String id, int authority) {
        return sources.register(id, new SourceUpdate(null, null, authority));
    }

    private static void work(Deque<Runnable> waiting) {
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    private void becomeDurable() {
        while (database.step()) {
            work(answers);
            work(lookups);
        }
    }

    @Test
    void sources_are_registered_in_one_group_and_nobody_waits_for_its_force() {
        List<CompletableFuture<Registered>> handedIn =
                IntStream.range(0, 300).mapToObj(i -> register("s" + i, i)).toList();
        assertThat(handedIn).noneMatch(CompletableFuture::isDone);
        assertThat(live.registry().ids()).isEmpty();

        assertThat(database.step()).isTrue();
        assertThat(live.registry().ids()).hasSize(300);
        assertThat(handedIn).as("their answers are made on other threads").noneMatch(CompletableFuture::isDone);
        work(answers);
        work(lookups);
        assertThat(handedIn).allMatch(one -> one.join().created());
    }

    @Test
    void what_is_said_of_one_source_counts_in_the_order_in_which_it_came() {
        CompletableFuture<Registered> first = register("s", 1);
        CompletableFuture<Registered> second = register("s", 2);
        CompletableFuture<Registered> again = register("s", 2);
        CompletableFuture<Registered> last = register("s", 1);
        becomeDurable();
        assertThat(first.join().created()).isTrue();
        assertThat(first.join().view().weights()).hasSize(1);
        assertThat(second.join().created()).isFalse();
        assertThat(second.join().view().weights()).hasSize(2);
        assertThat(again.join().view().weights()).as("a repeat is no news").hasSize(2);
        assertThat(last.join().view().weights()).hasSize(3);
        assertThat(live.registry().authority("s", Long.MAX_VALUE)).isEqualTo(1);
        assertThat(live.registry().nextVersion("s"))
                .isEqualTo(live.registry().weights("s").size() + 1L);
    }

    @Test
    void each_registration_at_a_node_that_stops_is_refused_at_once() {
        CompletableFuture<Registered> first = register("s", 1);
        becomeDurable();
        assertThat(first.join().created()).isTrue();
        WriterThread.start(database).close();
        for (CompletableFuture<Registered> late : List.of(register("s", 2), register("s", 3))) {
            work(answers);
            work(lookups);
            assertThatThrownBy(() -> Settled.of(late))
                    .isInstanceOfSatisfying(
                            StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.READ_ONLY));
        }
    }
}
