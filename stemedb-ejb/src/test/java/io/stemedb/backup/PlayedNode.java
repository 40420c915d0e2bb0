package io.stemedb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.archive.ArchiveRetention;
import io.stemedb.archive.FolderArchive;
import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.SimulatedDisk;
import io.stemedb.journal.Retention;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Database;
import io.stemedb.recorder.Idle;
import io.stemedb.recorder.OneThread;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.recorder.Surroundings;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A node in one thread over a played disk, small enough that a few claims make runs, merges and segments. */
final class PlayedNode {
    static final Path DATA = Path.of("/data");
    static final Path BACKUPS = Path.of("/backups");
    static final Path ARCHIVE = Path.of("/archive");
    static final Path RESTORED = Path.of("/restored");

    SimulatedDisk disk = new SimulatedDisk(new Random(1));
    final AtomicLong wall = new AtomicLong(1_760_000_000_000_000L);
    final List<Recorded> held = new ArrayList<>();
    private final Retention retention;
    Database database;
    private int claims;

    PlayedNode(Retention retention) {
        this.retention = retention;
    }

    PlayedNode open() throws IOException {
        disk.createDirectories(ARCHIVE);
        database = open(DATA, 3);
        return this;
    }

    void openWithMoreInTheArchiveThanInTheBackup() throws IOException {
        open();
        write(300);
        taken(false);
        write(1_000);
        wall.addAndGet(5_000_000);
        Idle.rest(database);
    }

    Database open(Path data, long seed) throws IOException {
        Surroundings around =
                OneThread.on(disk).clock(wall::get).random(new Random(seed)).surroundings();
        SmallDatabase small = SmallDatabase.in(data).keeping(retention).tables(32 * 1024);
        if (data.equals(DATA)) {
            return Database.open(
                    small.archivedTo(ARCHIVE, ArchiveRetention.all()).options(), around, held::add);
        }
        return Database.open(small.options(), around, recorded -> {});
    }

    void write(int count) {
        write(database, count);
    }

    void write(Database into, int count) {
        for (int i = 0; i < count; i++) {
            int number = ++claims;
            var unused = into.recorder().submit(List.of(new Append(claim(number), null, null)));
            wall.addAndGet(1_000);
            while (into.step()) {
                // the next group
            }
        }
    }

    /** With the id that its content gives it, as a verification expects. */
    private Assertion claim(int number) {
        CanonicalJson value = CanonicalJson.ofCanonical("\"" + "x".repeat(100) + number + "\"");
        return Completion.complete(
                Claim.of("a/" + number, "p", value, "who"),
                wall.get(),
                () -> String.format(Locale.ROOT, "%032x", number));
    }

    Backup backup(boolean copy) {
        return new Backup(disk, wall::get, database, DATA, BACKUPS, copy);
    }

    /** Takes a backup and says which it is. */
    Path taken(boolean copy) throws IOException {
        wall.addAndGet(1_000_000);
        backup(copy).run(Progress.UNWATCHED);
        return newest();
    }

    Path newest() throws IOException {
        return new BackupFolder(disk, BACKUPS).finished().get(0);
    }

    BackupManifest manifest(Path backup) throws IOException {
        return BackupManifestFile.read(disk, backup);
    }

    List<String> problems(Path backup) throws IOException {
        return Verification.of(disk, backup, Progress.UNWATCHED).problems();
    }

    void restore(Path from, Until until, boolean archive) throws IOException {
        restore(from, until, archive, RESTORED, what -> {});
    }

    /** @param said is told what the progress says */
    void restore(Path from, Until until, boolean archive, Path to, Consumer<String> said) throws IOException {
        FolderArchive place = archive ? new FolderArchive(disk, ARCHIVE) : null;
        new Restore(disk, from, to, place, until, new Random(9)).run(new Progress() {
            @Override
            public void at(double fraction, String what) {
                said.accept(what);
            }

            @Override
            public boolean aborted() {
                return false;
            }
        });
    }

    /** Opens what was restored; it must hold exactly these, as they were recorded. */
    void requireRestored(List<Recorded> expected) throws IOException {
        Database restored = open(RESTORED, 17);
        try {
            assertThat(restored.store().statistics().assertions()).isEqualTo(expected.size());
            for (Recorded recorded : expected) {
                assertThat(restored.reader().find(recorded.id())).contains(recorded);
                assertThat(restored.reader().slot(recorded.assertion().conceptPath(), "p"))
                        .containsExactly(recorded);
            }
        } finally {
            restored.close();
        }
    }

    List<Recorded> until(long micros) {
        return held.stream()
                .filter(recorded -> recorded.recordedAt() <= micros)
                .sorted(Comparator.comparingLong(Recorded::recordedAt))
                .toList();
    }
}
