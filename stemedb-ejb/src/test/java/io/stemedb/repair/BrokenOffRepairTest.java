package io.stemedb.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskFile;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.Retention;
import io.stemedb.recorder.Database;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A repair that ends at any moment: whatever the node answers then is true, and the next repair saves as much as one
 * alone.
 */
class BrokenOffRepairTest {
    private final List<String> told = new ArrayList<>();

    /** What a node that is started now may answer is true; then repairs what is left. */
    private void startAndRepairAgain(StoppedNode node) throws IOException {
        List<Recorded> written = List.copyOf(node.held);
        try (Database open = node.open()) {
            node.refused(open);
        } catch (IOException refused) {
            // it may well not start
        }
        assertThat(node.held).isEqualTo(written);
        if (node.repair().plan().hasWork()) {
            node.repair().apply(node.repair().plan(), told::add);
        }
    }

    @Test
    void a_salvage_that_is_killed_loses_no_more_than_one_that_is_not() throws IOException {
        boolean ended = false;
        for (int kill = 1; !ended; kill++) {
            StoppedNode node = new StoppedNode(Retention.flushed(), 512 * 1024);
            node.write(3_000);
            Path run = node.files("db", ".mv").get(0);
            node.disk.damage(run, node.disk.size(run) / 4);
            ended = !node.repairKilledAt(kill, told::add);
            startAndRepairAgain(node);
            try (Database open = node.open()) {
                assertThat(node.refused(open)).as("killed at name %d", kill).hasSizeBetween(1, 200);
            }
            assertThat(node.files("set-aside", ".damaged"))
                    .as("kept of the run")
                    .isNotEmpty();
        }
    }

    @Test
    void runs_that_nothing_names_are_all_taken_up_by_the_repair_after_one_that_was_killed() throws IOException {
        boolean ended = false;
        for (int kill = 1; !ended; kill++) {
            StoppedNode node = new StoppedNode(Retention.flushed(), 16 * 1024);
            node.write(800);
            node.disk.damage(StoppedNode.DATA.resolve("db/manifest"), 100);
            ended = !node.repairKilledAt(kill, told::add);
            startAndRepairAgain(node);
            try (Database open = node.open()) {
                assertThat(node.refused(open)).as("killed at name %d", kill).isEmpty();
                assertThat(open.store().statistics().assertions()).isEqualTo(800);
            }
        }
    }

    @Test
    void the_last_run_of_all_is_not_forgotten_where_nothing_names_it() throws IOException {
        for (boolean gone : new boolean[] {true, false}) {
            StoppedNode node = new StoppedNode(Retention.flushed(), 512 * 1024);
            node.write(3_000);
            for (int segments = node.files("wal", ".wal").size();
                    segments == node.files("wal", ".wal").size(); ) {
                node.write(1);
            }
            try (Database open = node.open()) {
                open.store().flushNow(open.journalLsn());
            }
            List<Path> segments = node.files("wal", ".wal");
            for (Path flushed : segments.subList(0, segments.size() - 1)) {
                node.disk.delete(flushed); // as a node that rests does
            }
            node.disk.damage(StoppedNode.DATA.resolve("db/manifest"), 100);
            Path last = node.files("db", ".mv").get(node.files("db", ".mv").size() - 1);
            if (gone) {
                node.disk.delete(last);
            } else {
                node.disk.damage(last, 9_000);
            }
            node.repair().apply(node.repair().plan(), told::add);
            try (Database open = node.open()) {
                assertThat(node.refused(open)).isNotEmpty();
            }
        }
    }

    @Test
    void a_list_of_what_is_lost_that_is_damaged_itself_hides_nothing_and_stops_no_repair() throws IOException {
        StoppedNode node = new StoppedNode(Retention.flushed(), 512 * 1024);
        node.write(3_000);
        Path run = node.files("db", ".mv").get(0);
        node.disk.damage(run, node.disk.size(run) / 4);
        node.repair().apply(node.repair().plan(), told::add);
        node.disk.damage(StoppedNode.DATA.resolve("db/lost"), 30);
        assertThatThrownBy(node::open).isInstanceOf(IOException.class);
        Plan plan = node.repair().plan();
        assertThat(plan.hasWork()).isTrue();
        node.repair().apply(plan, told::add);
        try (Database open = node.open()) {
            assertThat(node.refused(open)).hasSize(3_000);
        }
        assertThat(node.repair().acceptLoss()).isTrue();
        try (Database open = node.open()) {
            assertThat(StoppedNode.walked(open)).hasSizeBetween(2_800, 2_999);
        }
    }

    @Test
    void a_folder_that_is_gone_is_no_more_than_its_files() throws IOException {
        StoppedNode node = new StoppedNode(Retention.all(), 16 * 1024);
        node.write(400);
        StoppedNode sound = new StoppedNode(Retention.all(), 16 * 1024);
        sound.disk = node.disk;
        node.disk = only(sound, "wal");
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isEmpty();
        }
        node.disk = only(sound, "wal");
        node.repair().apply(node.repair().plan(), told::add);
        try (Database open = node.open()) {
            assertThat(node.refused(open)).isEmpty();
        }
        node.disk = only(sound, "db");
        assertThatThrownBy(node::open).isInstanceOf(JournalDamagedException.class);
        node.disk = only(sound, "db");
        node.repair().apply(node.repair().plan(), told::add);
        node.repair().acceptLoss();
        try (Database open = node.open()) {
            assertThat(StoppedNode.walked(open)).hasSizeGreaterThan(100);
        }
    }

    /** The same data directory without its other folders. */
    private static SimulatedDisk only(StoppedNode node, String folder) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        disk.createDirectories(StoppedNode.DATA.resolve(folder));
        List<Path> files = new ArrayList<>(node.files(folder, ""));
        files.add(StoppedNode.DATA.resolve("identity.json"));
        for (Path file : files) {
            try (DiskFile copy = disk.create(file)) {
                copy.write(ByteBuffer.wrap(node.bytes(file)), 0);
            }
        }
        return disk;
    }
}
