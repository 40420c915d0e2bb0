package io.stemedb.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.Retention;
import io.stemedb.recorder.Database;
import io.stemedb.refusal.StemeException;
import io.stemedb.repair.Step.Cure;
import io.stemedb.store.StoreDamagedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a repair finds, what it says that it will do, and what is there afterwards. */
class RepairTest {
    private static final int CLAIMS = 400;
    private static final long NEVER_FULL = 1L << 40;

    private final List<String> told = new ArrayList<>();

    private Plan planned(StoppedNode node, Cure... cures) throws IOException {
        Plan plan = node.repair().plan();
        assertThat(plan.steps()).as("%s", plan.lines()).extracting(Step::cure).containsExactly(cures);
        return plan;
    }

    private void applied(StoppedNode node, Plan plan) throws IOException {
        node.repair().apply(plan, told::add);
        assertThat(node.repair().plan().hasWork()).as("work that is left").isFalse();
        assertThat(told.stream().anyMatch(line -> line.startsWith("damaged files are kept in")))
                .isEqualTo(node.disk.exists(StoppedNode.DATA.resolve("set-aside")));
    }

    @Test
    void nothing_is_to_be_done_about_a_sound_node() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), 16 * 1024);
        node.write(CLAIMS);
        assertThat(planned(node).lines()).containsExactly("nothing is damaged");
    }

    @Test
    void a_damaged_run_is_made_again_from_the_journal() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), 16 * 1024);
        node.write(CLAIMS);
        Path run = node.files("db", ".mv").get(0);
        node.disk.damage(run, 9_000);
        Plan plan = planned(node, Cure.REBUILD_RUN);
        assertThat(plan.lines().get(0)).contains(run.toString(), "at 8192");
        assertThat(plan.lines().get(1)).contains("records (", "of shard", "LSN");
        applied(node, plan);
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isEmpty();
            assertThat(open.store().statistics().assertions()).isEqualTo(CLAIMS);
        }
        assertThat(node.files("set-aside", ".damaged")).hasSize(2);
    }

    @Test
    void a_repair_starts_no_merge_though_one_is_due() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), 16 * 1024);
        node.merger = work -> {};
        node.write(CLAIMS);
        List<Path> runs = node.files("db", ".mv");
        node.disk.damage(runs.get(0), 9_000);
        applied(node, planned(node, Cure.REBUILD_RUN));
        assertThat(node.files("db", ".mv")).hasSameSizeAs(runs).contains(runs.get(1), runs.get(2), runs.get(3));
    }

    @Test
    void a_damaged_manifest_is_made_again_from_the_whole_journal() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), 16 * 1024);
        node.write(CLAIMS);
        node.disk.damage(StoppedNode.DATA.resolve("db/manifest"), 100);
        applied(node, planned(node, Cure.REBUILD_ALL));
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isEmpty();
            assertThat(open.store().statistics().assertions()).isEqualTo(CLAIMS);
        }
    }

    @Test
    void a_damaged_frame_between_others_costs_what_it_held_and_no_more() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), NEVER_FULL);
        node.write(CLAIMS);
        Path segment = node.files("wal", ".wal").get(0);
        node.disk.damage(segment, 60_000);
        assertThatThrownBy(node::open)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("stemedb-node repair --data-dir /data");
        Plan plan = planned(node, Cure.SKIP_FRAMES);
        assertThat(plan.steps().get(0).file()).isEqualTo(segment);
        assertThat(plan.missing().values()).as("records known to be lost").containsExactly(1L);
        assertThat(plan.lines()).anyMatch(line -> line.startsWith("lost for certain") && line.contains("1 of shard"));
        applied(node, plan);
        int lost = plan.missing().keySet().iterator().next();
        try (Database open = node.open()) {
            assertThat(node.refused(open))
                    .as("what the shard of the lost one has, and no other")
                    .isNotEmpty()
                    .allSatisfy(refused -> assertThat(
                                    PathHash.shardOf(refused.assertion().conceptPath(), StoppedNode.SHARDS))
                            .isEqualTo(lost));
            assertThatThrownBy(() -> StoppedNode.walked(open)).isInstanceOf(StemeException.class);
        }
        accepted(node, CLAIMS - 1);
    }

    @Test
    void the_end_of_the_journal_is_not_forgotten_without_a_word() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), NEVER_FULL);
        node.write(CLAIMS);
        Path segment = node.files("wal", ".wal").get(node.files("wal", ".wal").size() - 1);
        byte[] bytes = node.bytes(segment);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        node.overwrite(segment, new byte[300], end - 300); // of the last two records, and the mark behind them
        assertThatThrownBy(node::open).isInstanceOf(JournalDamagedException.class);
        Plan plan = planned(node, Cure.SKIP_FRAMES);
        assertThat(plan.steps().get(0).file()).isEqualTo(segment);
        applied(node, plan);
        assertThat(told).anyMatch(line -> line.contains("all shards, and the facts about sources answer 503"));
        try (Database open = node.open()) {
            assertThat(node.refused(open)).as("nothing names what is lost").hasSize(CLAIMS);
        }
        accepted(node, CLAIMS - 2);
    }

    @Test
    void a_newest_segment_that_is_missing_costs_what_it_held_and_no_more() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), NEVER_FULL);
        node.write(1200);
        List<Path> segments = node.files("wal", ".wal");
        Path newest = segments.get(segments.size() - 1);
        node.disk.delete(newest);
        assertThatThrownBy(node::open)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining(newest.toString());
        applied(node, planned(node, Cure.SKIP_FRAMES));
        try (Database open = node.open()) {
            assertThat(node.refused(open)).hasSize(1200);
        }
        assertThat(node.repair().acceptLoss()).isTrue();
        try (Database open = node.open()) {
            assertThat(StoppedNode.walked(open)).hasSizeBetween(400, 1199);
        }
    }

    @Test
    void a_repair_that_is_killed_anywhere_forgets_no_loss() throws IOException {
        boolean ended = false;
        for (int kill = 1; !ended; kill++) {
            StoppedNode node = new StoppedNode(Retention.all(), 16 * 1024);
            node.write(100);
            Path segment = node.files("wal", ".wal").get(0);
            byte[] bytes = node.bytes(segment);
            int end = bytes.length;
            while (bytes[end - 1] == 0) {
                end--;
            }
            node.overwrite(segment, new byte[300], end - 300);
            ended = !node.repairKilledAt(kill, told::add);
            if (node.repair().plan().hasWork()) {
                node.repair().apply(node.repair().plan(), told::add);
            }
            try (Database open = node.open()) {
                assertThat(node.refused(open)).as("killed at name %d", kill).hasSize(100);
            }
        }
    }

    @Test
    void garbage_over_the_mark_alone_loses_nothing_and_refuses_nothing() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), NEVER_FULL);
        node.write(CLAIMS);
        Path segment = node.files("wal", ".wal").get(node.files("wal", ".wal").size() - 1);
        byte[] bytes = node.bytes(segment);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        node.overwrite(segment, new byte[8], end - 8);
        applied(node, planned(node, Cure.SKIP_FRAMES));
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isEmpty();
            assertThat(StoppedNode.walked(open)).hasSize(CLAIMS);
        }
    }

    @Test
    void a_damaged_header_costs_nothing_of_what_is_behind_it() throws IOException {
        for (boolean newest : new boolean[] {false, true}) {
            StoppedNode node = new StoppedNode(Retention.all(), NEVER_FULL);
            node.write(1200);
            List<Path> segments = node.files("wal", ".wal");
            Path damaged = segments.get(newest ? segments.size() - 1 : 0);
            node.overwrite(damaged, new byte[StoppedNode.BLOCK], 0);
            assertThatThrownBy(node::open).isInstanceOf(JournalDamagedException.class);
            applied(node, planned(node, Cure.NEW_SEGMENT));
            try (Database open = node.open()) {
                assertThat(node.refused(open)).isEmpty();
                assertThat(StoppedNode.walked(open)).hasSize(1200);
            }
        }
    }

    /** Accepts the loss; the rest is there, and the node goes on. */
    private static void accepted(StoppedNode node, int left) throws IOException {
        assertThat(node.repair().acceptLoss()).isTrue();
        try (Database open = node.open()) {
            assertThat(StoppedNode.walked(open)).hasSize(left);
        }
        node.write(1);
    }

    @Test
    void a_missing_segment_costs_what_it_held_and_no_more() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), NEVER_FULL);
        node.write(1200);
        List<Path> segments = node.files("wal", ".wal");
        assertThat(segments).hasSizeGreaterThan(2);
        node.disk.delete(segments.get(1));
        Plan plan = planned(node, Cure.SKIP_FRAMES);
        long missing =
                plan.missing().values().stream().mapToLong(Long::longValue).sum();
        applied(node, plan);
        accepted(node, (int) (1200 - missing));
    }

    @Test
    void a_damaged_header_costs_no_record_that_is_in_a_run() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), 16 * 1024);
        node.write(1200);
        node.disk.damage(node.files("wal", ".wal").get(0), 10);
        Plan plan = node.repair().plan();
        assertThat(plan.hasWork()).isTrue();
        applied(node, plan);
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isEmpty();
        }
    }

    @Test
    void of_a_run_that_the_journal_does_not_have_all_is_saved_but_what_is_damaged() throws IOException {
        StoppedNode node = new StoppedNode(Retention.flushed(), 512 * 1024);
        node.write(3_000);
        Path run = node.files("db", ".mv").get(0);
        node.disk.damage(run, node.disk.size(run) / 4);
        Plan plan = planned(node, Cure.SALVAGE_RUN);
        applied(node, plan);
        assertThat(told).anyMatch(line -> line.startsWith("lost, and refused until --accept-loss: "));
        List<Recorded> lost;
        try (Database open = node.open()) {
            lost = node.refused(open);
            assertThat(lost).hasSizeBetween(1, 200);
            assertThatThrownBy(() -> StoppedNode.walked(open)).isInstanceOf(StemeException.class);
        }
        planned(node, Cure.ACCEPT_LOSS);
        assertThat(node.repair().acceptLoss()).isTrue();
        try (Database open = node.open()) {
            assertThat(StoppedNode.walked(open)).hasSize(3_000 - lost.size());
            assertThat(open.reader().find(lost.get(0).id())).isEmpty();
        }
        planned(node);
    }

    @Test
    void what_a_damaged_journal_still_has_of_a_damaged_run_is_saved_too() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), 512 * 1024);
        node.write(3_000);
        Path run = node.files("db", ".mv").get(0);
        node.disk.damage(run, node.disk.size(run) / 4);
        node.disk.damage(node.files("wal", ".wal").get(0), 60_000);
        applied(node, planned(node, Cure.SALVAGE_RUN, Cure.NOTHING));
        try (Database open = node.open()) {
            assertThat(node.refused(open)).as("what neither has").hasSizeLessThan(2);
            assertThat(open.store().statistics().assertions()).isGreaterThanOrEqualTo(2_999);
        }
    }

    @Test
    void of_a_run_without_its_side_file_nothing_is_believed() throws IOException {
        StoppedNode node = new StoppedNode(Retention.flushed(), 512 * 1024);
        node.write(3_000);
        node.disk.delete(node.files("db", ".side").get(0));
        assertThatThrownBy(node::open).isInstanceOf(StoreDamagedException.class);
        applied(node, planned(node, Cure.SALVAGE_RUN));
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isNotEmpty();
        }
    }

    @Test
    void a_manifest_is_made_again_from_the_runs_where_the_journal_has_let_them_go() throws IOException {
        StoppedNode node = new StoppedNode(Retention.flushed(), 16 * 1024);
        node.write(3_000);
        node.disk.damage(StoppedNode.DATA.resolve("db/manifest"), 100);
        assertThatThrownBy(node::open).isInstanceOf(StoreDamagedException.class);
        applied(node, planned(node, Cure.FROM_RUNS));
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isEmpty();
            assertThat(open.store().statistics().assertions()).isEqualTo(3_000);
        }
        node.write(10);
    }

    @Test
    void without_manifest_journal_and_a_run_its_shards_are_refused() throws IOException {
        StoppedNode node = new StoppedNode(Retention.flushed(), 16 * 1024);
        node.write(3_000);
        node.disk.damage(StoppedNode.DATA.resolve("db/manifest"), 100);
        node.disk.delete(node.files("db", ".mv").get(0));
        applied(node, planned(node, Cure.FROM_RUNS));
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isNotEmpty();
        }
    }
}
