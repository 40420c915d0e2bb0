package io.stemedb.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.Holdings;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.journal.Retention;
import io.stemedb.journal.Segment;
import io.stemedb.recorder.Idle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restoring to a point in time, from a backup and what the archive has behind it. */
class PointInTimeTest {
    private final PlayedNode node = new PlayedNode(Retention.flushed());

    @BeforeEach
    void open() throws IOException {
        node.openWithMoreInTheArchiveThanInTheBackup();
    }

    @AfterEach
    void close() throws IOException {
        node.database.close();
    }

    @Test
    void everything_up_to_a_time_is_there_and_nothing_after_it() throws IOException {
        Recorded last = node.held.get(900);
        node.restore(PlayedNode.BACKUPS, new Until.Time(last.recordedAt()), true);
        node.requireRestored(node.until(last.recordedAt()));
    }

    @Test
    void a_time_between_two_records_ends_before_the_later() throws IOException {
        Recorded last = node.held.get(500);
        node.restore(PlayedNode.BACKUPS, new Until.Time(last.recordedAt() - 1), true);
        node.requireRestored(node.held.subList(0, 500));
    }

    @Test
    void without_a_time_the_archive_is_restored_to_its_end() throws IOException {
        node.restore(PlayedNode.BACKUPS, new Until.End(), true);
        var restored = node.open(PlayedNode.RESTORED, 5);
        long count = restored.store().statistics().assertions();
        restored.close();
        assertThat(count).isBetween(900L, 1_300L);
        node.requireRestored(node.held.subList(0, (int) count));
    }

    @Test
    void a_position_ends_behind_the_last_whole_group() throws IOException {
        long lsn = node.manifest(node.newest()).lsn();
        node.restore(PlayedNode.BACKUPS, new Until.Position(lsn + 1), true);
        node.requireRestored(node.held.subList(0, 300));
    }

    @Test
    void a_position_within_the_last_group_of_all_ends_before_it() throws IOException {
        long lsn = node.manifest(node.newest()).lsn();
        node.restore(PlayedNode.BACKUPS, new Until.Position(lsn - 1), false);
        node.requireRestored(node.held.subList(0, 299));
    }

    @Test
    void what_the_runs_of_a_backup_are_past_needs_an_earlier_one() {
        long early = node.held.get(3).recordedAt();
        assertThatThrownBy(() -> node.restore(PlayedNode.BACKUPS, new Until.Time(early), true))
                .hasMessageContaining("take an earlier backup");
        assertThatThrownBy(() -> node.restore(PlayedNode.BACKUPS, new Until.Position(3), true))
                .hasMessageContaining("take an earlier backup");
        assertThat(node.disk.exists(PlayedNode.RESTORED))
                .as("nothing was begun")
                .isFalse();
    }

    @Test
    void a_gap_in_the_archive_is_named_and_what_is_before_it_can_be_had() throws IOException {
        List<String> archived = node.disk.list(PlayedNode.ARCHIVE);
        int missing = archived.size() - 2;
        node.disk.delete(PlayedNode.ARCHIVE.resolve(archived.get(missing)));
        long from = io.stemedb.archive.ArchivedSegment.of(archived.get(missing))
                .orElseThrow()
                .segment()
                .fromLsn();
        long late = node.held.get(node.held.size() - 1).recordedAt();
        assertThatThrownBy(() -> node.restore(PlayedNode.BACKUPS, new Until.Time(late), true))
                .hasMessageContaining("gaps: LSN " + from)
                .hasMessageContaining("--until " + from);
        node.restore(PlayedNode.BACKUPS, new Until.Position(from), true);
        var restored = node.open(PlayedNode.RESTORED, 5);
        long count = restored.store().statistics().assertions();
        restored.close();
        node.requireRestored(node.held.subList(0, (int) count));
        assertThat(count).isGreaterThan(300);
    }

    @Test
    void what_the_archive_had_to_give_up_is_refused_from_a_backup_before_it_only() throws IOException {
        int before = node.disk.list(PlayedNode.ARCHIVE).size();
        node.disk.hook((operation, path) -> {
            if (operation == Operation.CREATE && path.startsWith(PlayedNode.ARCHIVE)) {
                throw new IOException(Faults.DISK_FULL);
            }
        });
        node.write(1_000);
        Idle.rest(node.database);
        Path wal = PlayedNode.DATA.resolve("wal");
        node.disk.damage(wal.resolve(node.disk.list(wal).get(1)), 5_000);
        node.disk.hook((operation, path) -> {});
        rest();
        assertThat(node.disk.list(PlayedNode.ARCHIVE)).hasSizeGreaterThan(before + 2);
        String gap = node.database.archive().orElseThrow().gaps().get(0).toString();
        assertThatThrownBy(() -> node.restore(PlayedNode.BACKUPS, new Until.End(), true))
                .hasMessageContaining("gaps: " + gap);
        Path later = node.taken(false);
        assertThat(node.problems(later)).isEmpty();
        node.write(700);
        rest();
        long until = node.held.get(2_400).recordedAt();
        node.restore(later, new Until.Time(until), true);
        node.requireRestored(node.until(until));
    }

    private void rest() {
        node.wall.addAndGet(5_000_000);
        Idle.rest(node.database);
        Idle.rest(node.database);
    }

    @Test
    void what_is_lost_behind_all_that_the_archive_has_is_a_gap_too() {
        Segment backedUp = new Segment(1, 7, 0, 500);
        ArchivedSegment lost = new ArchivedSegment(new Segment(1, 7, 0, 1000), 10);
        Holdings archive = new Holdings(List.of(), List.of(lost));
        assertThat(JournalPlan.of(List.of(backedUp), archive).gaps()).hasToString("[LSN 500 to 1000]");
        Segment later = new Segment(2, 7, 1000, 1500);
        assertThat(JournalPlan.of(List.of(later), archive).gaps()).isEmpty();
    }

    @Test
    void texts_of_times_and_positions() {
        assertThat(Until.parse("4711")).contains(new Until.Position(4711));
        assertThat(Until.parse("1970-01-01T01:00:01+01:00")).contains(new Until.Time(1_000_000));
        assertThat(Until.parse("9999-12-31T23:59:59Z")).isPresent();
        assertThat(Until.parse("yesterday")).isEmpty();
    }
}
