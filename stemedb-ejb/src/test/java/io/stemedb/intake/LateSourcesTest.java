package io.stemedb.intake;

import static io.stemedb.intake.PlayedIntake.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.intake.Sources.Registered;
import io.stemedb.recorder.WriterThread;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.source.SourceUpdate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One thread plays clients, writer and lookups in turn: it could not if a registration waited for another thread. */
class LateSourcesTest {
    private PlayedIntake node;
    private Sources sources;

    @BeforeEach
    void open() throws IOException {
        node = new PlayedIntake();
        sources = new Sources(node.live, () -> 1, node.lookups::add);
    }

    @AfterEach
    void close() throws IOException {
        node.close();
    }

    private CompletableFuture<Registered> register(String id, int authority) {
        return sources.register(id, new SourceUpdate(null, null, authority));
    }

    @Test
    void sources_are_registered_in_one_group_and_nobody_waits_for_its_force() {
        List<CompletableFuture<Registered>> handedIn =
                IntStream.range(0, 300).mapToObj(i -> register("s" + i, i)).toList();
        assertThat(handedIn).noneMatch(CompletableFuture::isDone);
        assertThat(node.live.registry().ids()).isEmpty();

        assertThat(node.database.step()).isTrue();
        assertThat(node.live.registry().ids()).hasSize(300);
        assertThat(handedIn).as("their answers are made on other threads").noneMatch(CompletableFuture::isDone);
        work(node.answers);
        work(node.lookups);
        assertThat(handedIn).allMatch(one -> one.join().created());
    }

    @Test
    void what_is_said_of_one_source_counts_in_the_order_in_which_it_came() {
        CompletableFuture<Registered> first = register("s", 1);
        CompletableFuture<Registered> second = register("s", 2);
        CompletableFuture<Registered> again = register("s", 2);
        CompletableFuture<Registered> last = register("s", 1);
        node.playAll();
        assertThat(first.join().created()).isTrue();
        assertThat(first.join().view().weights()).hasSize(1);
        assertThat(second.join().created()).isFalse();
        assertThat(second.join().view().weights()).hasSize(2);
        assertThat(again.join().view().weights()).as("a repeat is no news").hasSize(2);
        assertThat(last.join().view().weights()).hasSize(3);
        assertThat(node.live.registry().authority("s", Long.MAX_VALUE)).isEqualTo(1);
        assertThat(node.live.registry().nextVersion("s"))
                .isEqualTo(node.live.registry().weights("s").size() + 1L);
    }

    @Test
    void each_registration_at_a_node_that_stops_is_refused_at_once() {
        CompletableFuture<Registered> first = register("s", 1);
        node.playAll();
        assertThat(first.join().created()).isTrue();
        WriterThread.start(node.database).close();
        for (CompletableFuture<Registered> late : List.of(register("s", 2), register("s", 3))) {
            work(node.answers);
            work(node.lookups);
            assertThatThrownBy(() -> Settled.of(late))
                    .isInstanceOfSatisfying(
                            StemeException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.READ_ONLY));
        }
    }
}
