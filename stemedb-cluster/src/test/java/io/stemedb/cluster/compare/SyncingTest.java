package io.stemedb.cluster.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.peer.Rereading;
import io.stemedb.cluster.peer.Rereading.Finding;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a comparison does as a task of an operator; it is asked of the first of three nodes. */
class SyncingTest {
    private static final Rereading READING = new Rereading(false, 0.5, List.of(), 0);
    private static final Rereading READ = new Rereading(true, 1, List.of(), 0);
    private static final Rereading DAMAGED = new Rereading(
            true, 1, List.of(new Finding("run-7.mv", 4096, "a block fails its check", List.of(0), List.of("id1"))), 1);

    private final Map<String, HoldingPeer> nodes = new TreeMap<>();
    private final Told told = new Told();
    private Situation now = whole().seenBy("a");
    private int pauses;
    private Runnable meanwhile = () -> {};

    /** Remembers the last that it was told. */
    private static final class Told implements Progress {
        private double fraction;
        private final List<String> words = new ArrayList<>();
        private boolean aborted;

        @Override
        public void at(double done, String what) {
            assertThat(done).isBetween(fraction, 1.0);
            fraction = done;
            words.add(what);
        }

        @Override
        public boolean aborted() {
            return aborted;
        }

        String last() {
            return words.get(words.size() - 1);
        }
    }

    private static Situations whole() {
        return Situations.well().reached().holders("a", "b").keeps("a", true, 0).keeps("b", true, 0);
    }

    @BeforeEach
    void open() throws IOException {
        for (String name : Situations.NODES) {
            nodes.put(
                    name,
                    new HoldingPeer(Database.open(
                            SmallDatabase.in(Path.of("/data"))
                                    .named(name)
                                    .shards(1)
                                    .options(),
                            OneThread.on(new SimulatedDisk(new Random(1))).surroundings(),
                            recorded -> {})));
        }
    }

    private final Comparer comparer = new Comparer(
            () -> now,
            (address, patience) ->
                    Optional.ofNullable(nodes.get(address)).orElseThrow(() -> new UnreachableException(address)),
            () -> nodes.get("a"),
            1);

    private void run(boolean force, String... targets) throws IOException {
        new Syncing(comparer, Set.of(targets), force, this::pause).run(told);
    }

    private void pause() {
        pauses++;
        meanwhile.run();
    }

    @Test
    void all_copies_and_what_all_nodes_know_are_compared_at_once_if_nothing_is_to_be_waited_for() throws IOException {
        run(false);
        assertThat(told.last()).isEqualTo("3 copies compared, 0 records differed, 0 copied");
        assertThat(told.fraction).isEqualTo(1);
        assertThat(pauses).isZero();
        nodes.values().forEach(node -> assertThat(node.begun).isEmpty());
    }

    @Test
    void what_was_copied_counts_and_what_was_only_told_does_not() throws IOException {
        ComparisonTest.append(nodes.get("a"), 1);
        comparer.preview(Set.of()).join();
        assertThat(comparer.counts()).isEqualTo(new ComparisonCounts(0, 0, 0));
        run(false);
        assertThat(comparer.counts().differences()).isEqualTo(1);
        assertThat(comparer.counts().records()).isEqualTo(1);
        assertThat(comparer.counts().runs()).isPositive();
    }

    @Test
    void with_a_target_that_is_away_nothing_is_compared() {
        now = whole().silent("c").seenBy("a");
        assertThatThrownBy(() -> run(true, "b", "c"))
                .isInstanceOf(IOException.class)
                .hasMessage("c cannot be reached; nothing was compared");
        assertThat(nodes.get("b").begun).isEmpty();
        assertThat(told.words).isEmpty();
    }

    @Test
    void copies_that_are_being_filled_are_waited_for() throws IOException {
        now = whole().keeps("b", false, 0).seenBy("a");
        meanwhile = () -> now = pauses == 3 ? whole().seenBy("a") : now;
        run(false);
        assertThat(pauses).isEqualTo(3);
        assertThat(told.words.get(0)).contains("1 copies are being filled", PathHash.shardName(0) + " of b");
        assertThat(told.last()).startsWith("3 copies compared");
    }

    @Test
    void who_aborts_while_it_waits_has_nothing_compared() throws IOException {
        now = whole().keeps("b", false, 0).seenBy("a");
        meanwhile = () -> told.aborted = true;
        run(true);
        assertThat(pauses).isEqualTo(1);
        assertThat(told.last()).contains("being filled");
    }

    @Test
    void with_force_each_node_is_told_once_to_read_its_runs_again_and_is_waited_for() throws IOException {
        nodes.get("a").rereadings.add(READ);
        nodes.get("b").rereadings.addAll(List.of(READING, READING, READ));
        nodes.get("c").rereadings.addAll(List.of(READING, READ));
        run(true);
        assertThat(nodes.get("a").begun).containsExactly(true);
        assertThat(nodes.get("b").begun).containsExactly(true, false, false);
        assertThat(nodes.get("c").begun).containsExactly(true, false);
        assertThat(told.last()).isEqualTo("3 copies compared, 0 records differed, 0 copied, damages found: 0");
    }

    @Test
    void with_force_only_targets_read_their_runs_again() throws IOException {
        nodes.get("b").rereadings.add(READ);
        run(true, "b");
        assertThat(nodes.get("a").begun).isEmpty();
        assertThat(nodes.get("c").begun).isEmpty();
        assertThat(told.last()).startsWith("2 copies compared");
    }

    @Test
    void damage_is_named_by_node_run_offset_shards_and_ids_and_waited_for_until_it_is_healed() throws IOException {
        nodes.get("b").rereadings.addAll(List.of(DAMAGED, DAMAGED, new Rereading(true, 1, DAMAGED.findings(), 0)));
        run(true, "b");
        assertThat(nodes.get("b").begun).hasSize(3);
        assertThat(told.last())
                .endsWith("damages found: 1; b run-7.mv at offset 4096 (" + PathHash.shardName(0) + "; ids id1)");
    }

    @Test
    void damage_that_stays_fails_the_task_after_all_else_was_compared() {
        nodes.get("b").rereadings.add(DAMAGED);
        assertThatThrownBy(() -> run(true, "b"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("2 copies compared")
                .hasMessageEndingWith("1 shards of b are not healed yet");
    }

    @Test
    void a_node_that_does_not_read_again_fails_the_task_after_all_else_was_compared() {
        assertThatThrownBy(() -> run(true, "b"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("2 copies compared")
                .hasMessageContaining("b did not read its runs again: it does not answer");
    }
}
