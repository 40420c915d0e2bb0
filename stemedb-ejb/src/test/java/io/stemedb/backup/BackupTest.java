package io.stemedb.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Recorded;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskHook.Operation;
import io.stemedb.files.Faults;
import io.stemedb.journal.Retention;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Idle;
import io.stemedb.recorder.UnusableDirectoryException;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups of a node that goes on: what is in them, what they share, and what is refused. */
class BackupTest {
    private final PlayedNode node = new PlayedNode(Retention.flushed());

    @BeforeEach
    void open() throws IOException {
        node.open();
        node.write(700);
    }

    @AfterEach
    void close() throws IOException {
        node.database.close();
    }

    @Test
    void a_restored_directory_holds_exactly_what_was_recorded_before_the_backup() throws IOException {
        List<Recorded> before = List.copyOf(node.held);
        Path backup = node.taken(false);
        node.write(100);
        assertThat(node.problems(backup)).isEmpty();
        assertThat(node.manifest(backup).records()).isEqualTo(before.size());
        node.restore(PlayedNode.BACKUPS, new Until.End(), false);
        node.requireRestored(before);
    }

    @Test
    void a_second_backup_shares_what_the_first_has_and_says_what_is_new() throws IOException {
        Path first = node.taken(false);
        Path second = node.taken(false);
        node.write(30);
        Path third = node.taken(false);
        assertThat(node.manifest(first).newBytes()).isGreaterThan(100_000);
        assertThat(node.manifest(second).newBytes()).isLessThan(50_000);
        assertThat(node.manifest(third).records()).isEqualTo(730);
        for (Path backup : List.of(first, second, third)) {
            assertThat(node.problems(backup)).isEmpty();
        }
    }

    @Test
    void runs_that_a_merge_takes_from_the_node_stay_in_its_backups() throws IOException {
        Path backup = node.taken(false);
        node.write(3_000);
        assertThat(node.problems(backup)).isEmpty();
    }

    @Test
    void copies_are_copies_also_after_a_backup_of_links() throws IOException {
        assertThat(node.manifest(node.taken(false)).hasLinks()).isTrue();
        Path copied = node.taken(true);
        assertThat(node.manifest(copied).hasLinks()).isFalse();
        BackedUpFile run = node.manifest(copied).files().stream()
                .filter(BackedUpFile::isRun)
                .findFirst()
                .orElseThrow();
        node.disk.damage(PlayedNode.DATA.resolve(run.name()), 5000);
        assertThat(node.problems(copied)).isEmpty();
        assertThat(node.manifest(node.taken(true)).newBytes())
                .as("shared among copies")
                .isLessThan(50_000);
    }

    @Test
    void a_backup_that_was_ended_counts_for_nothing_and_the_next_goes_on_with_it() throws IOException {
        Path first = node.taken(false);
        node.write(2_000);
        assertThatThrownBy(() -> node.backup(true).run(new EndingAfter(6))).hasMessageContaining("ended");
        assertThat(new BackupFolder(node.disk, PlayedNode.BACKUPS).finished()).containsExactly(first);
        assertThat(node.disk.folders(PlayedNode.BACKUPS)).hasSize(2);
        Path second = node.taken(true);
        assertThat(node.disk.folders(PlayedNode.BACKUPS)).hasSize(2);
        assertThat(node.problems(second)).isEmpty();
        assertThat(node.manifest(second).records()).isEqualTo(2_700);
    }

    @Test
    void a_damaged_run_is_not_backed_up() throws IOException {
        String run = node.disk.list(PlayedNode.DATA.resolve("db")).stream()
                .filter(name -> name.endsWith(".mv"))
                .findFirst()
                .orElseThrow();
        node.disk.damage(PlayedNode.DATA.resolve("db").resolve(run), 5000);
        assertThatThrownBy(() -> node.taken(false)).hasMessageContaining(run).hasMessageContaining("byte 4096");
    }

    @Test
    void wrong_places_are_refused() throws IOException {
        assertThatThrownBy(() -> to("backups")).hasMessageContaining("absolute path");
        assertThatThrownBy(() -> to("/data/backups")).hasMessageContaining("data directory");
        node.disk.createDirectories(Path.of("/home/photos"));
        assertThatThrownBy(() -> to("/home")).hasMessageContaining("not empty");
        to("/mine");
        node.database.close();
        node.database = node.open(Path.of("/other"), 5);
        assertThatThrownBy(() -> new Backup(
                                node.disk, node.wall::get, node.database, Path.of("/other"), Path.of("/mine"), false)
                        .run(Progress.UNWATCHED))
                .hasMessageContaining("another store");
    }

    private void to(String place) throws IOException {
        new Backup(node.disk, node.wall::get, node.database, PlayedNode.DATA, Path.of(place), false)
                .run(Progress.UNWATCHED);
    }

    @Test
    void no_node_opens_a_backup_or_an_unfinished_restore() throws IOException {
        Path backup = node.taken(false);
        assertThatThrownBy(() -> node.open(backup, 5)).isInstanceOf(UnusableDirectoryException.class);
        assertThatThrownBy(() -> restore().run(new EndingAfter(3))).hasMessageContaining("ended");
        assertThatThrownBy(() -> node.open(PlayedNode.RESTORED, 5))
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining("repeat the stemedb-node restore");
        restore().run(Progress.UNWATCHED);
        node.requireRestored(node.held);
    }

    private Restore restore() throws IOException {
        return new Restore(node.disk, PlayedNode.BACKUPS, PlayedNode.RESTORED, null, new Until.End(), new Random(9));
    }

    @Test
    void a_folder_that_is_in_use_is_not_restored_into() throws IOException {
        node.taken(false);
        node.disk.createDirectories(PlayedNode.RESTORED.resolve("db"));
        assertThatThrownBy(() -> restore().run(Progress.UNWATCHED)).hasMessageContaining("not empty");
    }

    @Test
    void a_damaged_backup_is_named_and_leaves_nothing_that_looks_whole() throws IOException {
        Path backup = node.taken(false);
        String run = node.manifest(backup).files().stream()
                .filter(BackedUpFile::isRun)
                .findFirst()
                .orElseThrow()
                .name();
        node.disk.damage(backup.resolve(run), 5000);
        assertThatThrownBy(() -> restore().run(Progress.UNWATCHED))
                .isInstanceOf(BackupDamagedException.class)
                .hasMessageContaining(backup.resolve(run).toString());
        assertThatThrownBy(() -> node.open(PlayedNode.RESTORED, 5)).isInstanceOf(UnusableDirectoryException.class);
    }

    @Test
    void any_one_flipped_bit_of_a_backup_is_found() throws IOException {
        Path backup = node.taken(true);
        List<String> files = new ArrayList<>(
                node.manifest(backup).files().stream().map(BackedUpFile::name).toList());
        files.add(BackupLayout.MANIFEST);
        Random random = new Random(7);
        for (int flip = 0; flip < 200; flip++) {
            Path file = backup.resolve(files.get(random.nextInt(files.size())));
            long offset = (long) (random.nextDouble() * node.disk.size(file));
            node.disk.damage(file, offset);
            assertThat(node.problems(backup))
                    .as("byte %d of %s", offset, file)
                    .anySatisfy(problem -> assertThat(problem).contains(file.toString()));
            node.disk.damage(file, offset);
        }
        assertThat(node.problems(backup)).isEmpty();
    }

    @Test
    void a_restored_store_numbers_its_own_records_anew() throws IOException {
        node.taken(false);
        restore().run(Progress.UNWATCHED);
        var restored = node.open(PlayedNode.RESTORED, 5);
        assertThat(restored.identity().store())
                .isNotEqualTo(node.database.identity().store());
        assertThat(restored.identity().nodeId()).isEqualTo("node1");
        node.write(restored, 50);
        long own = restored.identity().store();
        long mine = 0;
        for (int shard = 0; shard < 4; shard++) {
            mine += restored.store().dot(own, shard);
        }
        assertThat(mine).isEqualTo(50);
        restored.close();
        restored = node.open(PlayedNode.RESTORED, 5);
        assertThat(restored.store().statistics().assertions()).isEqualTo(750);
        restored.close();
    }

    /** Somebody who wants it to end once it has looked so often. */
    private static final class EndingAfter implements Progress {
        private int left;

        EndingAfter(int looks) {
            this.left = looks;
        }

        @Override
        public void at(double fraction, String what) {}

        @Override
        public boolean aborted() {
            return --left < 0;
        }
    }

    @Test
    void a_backup_is_well_whose_last_time_is_that_of_a_key() throws IOException {
        node.wall.addAndGet(5_000_000);
        var unused = node.database
                .recorder()
                .submit(List.of(new Append(node.held.get(0).assertion(), new byte[16], null)));
        node.database.step();
        node.database.store().flushNow(node.database.journalLsn());
        assertThat(node.problems(node.taken(false))).isEmpty();
    }

    @Test
    void a_copy_that_goes_on_with_an_unfinished_backup_of_links_has_none() throws IOException {
        node.disk.hook((operation, path) -> {
            if (operation == Operation.CREATE
                    && path.getFileName().toString().startsWith(BackupLayout.MANIFEST + ".")) {
                throw new IOException(Faults.DISK_FULL);
            }
        });
        assertThatThrownBy(() -> node.taken(false)).hasMessageContaining(Faults.DISK_FULL);
        node.disk.hook((operation, path) -> {});
        Path copied = node.taken(true);
        assertThat(node.disk.folders(PlayedNode.BACKUPS)).hasSize(1);
        BackedUpFile run = node.manifest(copied).files().stream()
                .filter(BackedUpFile::isRun)
                .findFirst()
                .orElseThrow();
        node.disk.damage(PlayedNode.DATA.resolve(run.name()), 5000);
        assertThat(node.problems(copied)).isEmpty();
        assertThat(node.disk.exists(copied.resolve(BackupLayout.LINKING))).isFalse();
    }

    @Test
    void a_run_that_was_cut_in_an_earlier_backup_is_taken_anew() throws IOException {
        Path first = node.taken(true);
        BackedUpFile run = node.manifest(first).files().stream()
                .filter(BackedUpFile::isRun)
                .findFirst()
                .orElseThrow();
        try (DiskFile file = node.disk.open(first.resolve(run.name()))) {
            file.truncate(100);
        }
        assertThat(node.problems(node.taken(true))).isEmpty();
    }

    @Test
    void a_run_that_was_damaged_in_an_earlier_backup_is_taken_anew() throws IOException {
        for (String ending : List.of(".mv", ".side")) {
            Path first = node.taken(true);
            BackedUpFile file = file(first, ending);
            node.disk.damage(first.resolve(file.name()), file.bytes() / 2);
            Path second = node.taken(true);
            assertThat(node.problems(first)).hasSize(1);
            assertThat(node.problems(second)).isEmpty();
            assertThat(node.manifest(second).newBytes()).isGreaterThan(file.bytes());
            assertThat(node.manifest(node.taken(true)).newBytes())
                    .as("the next shares the one that is whole")
                    .isLessThan(50_000);
        }
    }

    private BackedUpFile file(Path backup, String ending) throws IOException {
        return node.manifest(backup).files().stream()
                .filter(file -> file.name().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_run_that_an_earlier_backup_lists_as_another_is_not_shared() throws IOException {
        Path first = node.taken(true);
        BackedUpFile side = file(first, ".side");
        BackedUpFile other = new BackedUpFile(side.name(), side.bytes(), side.check() + 1, true);
        List<BackedUpFile> listed = node.manifest(first).files().stream()
                .map(file -> file.equals(side) ? other : file)
                .toList();
        BackupManifestFile.write(node.disk, first, listing(node.manifest(first), listed));
        assertThat(node.problems(node.taken(true))).isEmpty();
    }

    @Test
    void the_reading_of_what_is_shared_is_shown_and_can_be_ended() throws IOException {
        Path first = node.taken(true);
        String run = "reading " + first.resolve(file(first, ".mv").name());
        Told told = new Told("none");
        node.wall.addAndGet(1_000_000);
        node.backup(true).run(told);
        node.wall.addAndGet(1_000_000);
        assertThat(told.lines).contains(run);
        assertThat(told.fractions).isSorted();
        Path second = new BackupFolder(node.disk, PlayedNode.BACKUPS).finished().get(0);
        assertThat(second).isNotEqualTo(first);
        Told ending = new Told("reading " + second.resolve(file(second, ".side").name()));
        assertThatThrownBy(() -> node.backup(true).run(ending)).hasMessageContaining("ended");
        assertThat(ending.lines).endsWith(ending.last);
    }

    /** What was said; wants it to end at one line. */
    private static final class Told implements Progress {
        private final String last;
        private final List<String> lines = new ArrayList<>();
        private final List<Double> fractions = new ArrayList<>();

        Told(String last) {
            this.last = last;
        }

        @Override
        public void at(double fraction, String what) {
            lines.add(what);
            fractions.add(fraction);
        }

        @Override
        public boolean aborted() {
            return lines.contains(last);
        }
    }

    @Test
    void a_journal_that_lacks_what_follows_the_runs_makes_no_backup() throws IOException {
        node.write(1_300);
        Idle.rest(node.database);
        Path wal = PlayedNode.DATA.resolve(BackupLayout.WAL);
        node.disk.createDirectories(Path.of("/copy"));
        long store = node.database.identity().store();
        assertThatThrownBy(() -> new JournalCopy(node.disk, wal, Path.of("/copy"), Progress.UNWATCHED)
                        .take(store, 1, node.database.journalLsn()))
                .hasMessageContaining("does not reach back to LSN 1");
    }

    @Test
    void a_backup_names_no_file_outside_of_itself() throws IOException {
        Path backup = node.taken(true);
        BackupManifest whole = node.manifest(backup);
        for (String name : List.of("db/../../etc/cron", "db/..", "/etc/cron", "wal/a/b", "identity.json")) {
            List<BackedUpFile> files = List.of(new BackedUpFile(name, 1, 0, true));
            BackupManifestFile.write(node.disk, backup, listing(whole, files));
            assertThatThrownBy(() -> node.manifest(backup)).as(name).hasMessageContaining(name);
        }
    }

    private static BackupManifest listing(BackupManifest whole, List<BackedUpFile> files) {
        return new BackupManifest(
                whole.identity(),
                whole.flushedLsn(),
                whole.lsn(),
                whole.clock(),
                whole.begun(),
                whole.ended(),
                whole.newBytes(),
                whole.shards(),
                whole.roots(),
                files);
    }

    @Test
    void the_newest_backup_is_the_one_that_goes_furthest() throws IOException {
        node.taken(false);
        node.wall.addAndGet(-3_600_000_000L);
        node.write(10);
        node.taken(false);
        restore().run(Progress.UNWATCHED);
        var restored = node.open(PlayedNode.RESTORED, 5);
        assertThat(restored.store().statistics().assertions()).isEqualTo(710);
        restored.close();
    }
}
