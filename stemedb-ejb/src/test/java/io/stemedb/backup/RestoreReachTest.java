package io.stemedb.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.archive.Archive;
import io.stemedb.archive.ArchivedSegment;
import io.stemedb.archive.FolderArchive;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Times;
import io.stemedb.journal.Retention;
import io.stemedb.journal.Segment;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a restore reaches: it says so, and refuses what is behind that instead of giving less without a word. */
class RestoreReachTest {
    private final PlayedNode node = new PlayedNode(Retention.flushed());

    @BeforeEach
    void open() throws IOException {
        node.openWithMoreInTheArchiveThanInTheBackup();
    }

    @AfterEach
    void close() throws IOException {
        node.database.close();
    }

    /** The archive is behind the node by what its newest segment has. */
    private Recorded newestOfArchive() throws IOException {
        Matcher records = Pattern.compile("holds (\\d+) records").matcher(said(new Until.End(), true, "/all"));
        assertThat(records.find()).isTrue();
        return node.held.get(Integer.parseInt(records.group(1)) - 1);
    }

    @Test
    void a_time_behind_all_that_backup_and_archive_hold_is_refused_and_the_newest_is_named() throws IOException {
        Recorded newest = newestOfArchive();
        assertThat(newest.recordedAt()).isLessThan(node.held.get(1_299).recordedAt());
        for (long late : new long[] {newest.recordedAt() + 1, node.wall.get(), node.wall.get() + 3_600_000_000L}) {
            assertThatThrownBy(() -> node.restore(PlayedNode.BACKUPS, new Until.Time(late), true))
                    .hasMessageContaining("up to " + Times.format(newest.recordedAt()))
                    .hasMessageContaining("to " + Times.format(late) + " may be missing: take a later backup")
                    .hasMessageContaining("--until " + Times.format(newest.recordedAt()) + " restores what is there");
        }
        assertThat(node.disk.exists(PlayedNode.RESTORED))
                .as("nothing was begun")
                .isFalse();
        node.restore(PlayedNode.BACKUPS, new Until.Time(newest.recordedAt()), true);
        node.requireRestored(node.until(newest.recordedAt()));
    }

    @Test
    void a_time_behind_a_backup_is_refused_without_an_archive() throws IOException {
        Recorded newest = node.held.get(299);
        assertThatThrownBy(() -> node.restore(PlayedNode.BACKUPS, new Until.Time(newest.recordedAt() + 1), false))
                .hasMessageContaining("up to " + Times.format(newest.recordedAt()))
                .hasMessageContaining("--archive")
                .hasMessageContaining("later backup");
        node.restore(PlayedNode.BACKUPS, new Until.Time(newest.recordedAt()), false);
        node.requireRestored(node.held.subList(0, 300));
    }

    @Test
    void a_restore_says_how_many_records_it_holds_and_up_to_when() throws IOException {
        long lsn = node.manifest(node.newest()).lsn();
        long time = node.held.get(700).recordedAt();
        assertThat(said(new Until.End(), false, "/end"))
                .contains("holds 300 records up to LSN " + lsn + ", recorded up to " + at(299));
        assertThat(said(new Until.Position(lsn - 1), false, "/position")).contains("holds 299 records", at(298));
        assertThat(said(new Until.Time(time), true, "/time")).contains("holds 701 records", at(700));
    }

    private String at(int record) {
        return Times.format(node.held.get(record).recordedAt());
    }

    private String said(Until until, boolean archive, String to) throws IOException {
        List<String> said = new ArrayList<>();
        node.restore(PlayedNode.BACKUPS, until, archive, Path.of(to), said::add);
        return said.get(said.size() - 1);
    }

    @Test
    void an_archive_that_is_missing_or_of_another_store_is_told_apart_for_who_restores() throws IOException {
        String wanted = "--archive is to name the folder that was [journal] archive_dir of the node";
        assertThatThrownBy(() -> from(Path.of("/nowhere")))
                .hasMessageStartingWith("there is no folder /nowhere; " + wanted)
                .hasMessageNotContaining("make it");
        Segment foreign = new Segment(1, 7, 0, 500);
        Path other = Path.of("/other");
        node.disk.createDirectories(other);
        node.disk.create(other.resolve(new ArchivedSegment(foreign, 10).name())).close();
        assertThatThrownBy(() -> from(other))
                .hasMessageStartingWith("/other is the archive of another store than the backup's")
                .hasMessageContaining(wanted)
                .hasMessageNotContaining("give each store");
    }

    private void from(Path archive) throws IOException {
        Archive place = new FolderArchive(node.disk, archive);
        Until end = new Until.End();
        new Restore(node.disk, PlayedNode.BACKUPS, PlayedNode.RESTORED, place, end, new Random(9))
                .run(Progress.UNWATCHED);
    }
}
