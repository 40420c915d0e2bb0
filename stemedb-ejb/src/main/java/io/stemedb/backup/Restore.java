package io.stemedb.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.archive.Archive;
import io.stemedb.archive.ForeignArchiveException;
import io.stemedb.archive.Holdings;
import io.stemedb.archive.MissingArchiveException;
import io.stemedb.archive.UnmarkedArchiveException;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.recorder.Identity;
import io.stemedb.store.StoredRuns;
import io.stemedb.task.Progress;
import io.stemedb.task.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes a data directory of a backup, and of what an archive has behind it. It is a new incarnation of the store: one
 * that went on under the old name would give numbers to records that the lost one may have given before.
 */
public final class Restore implements Work {
    private static final Set<String> OF_THE_LOCK = Set.of("node.lock", "node.pid");

    private final Disk disk;
    private final Path backup;
    private final Path to;
    private final Archive archive;
    private final Until until;
    private final RandomGenerator random;

    /**
     * @param from a backup, or a folder of which the newest is taken
     * @param to an empty or missing folder, or what an unfinished restore of the same left
     * @param archive null if only the backup is to be restored
     * @throws IOException if there is no finished backup
     */
    public Restore(Disk disk, Path from, Path to, Archive archive, Until until, RandomGenerator random)
            throws IOException {
        this.disk = disk;
        this.backup = BackupFolder.newestAt(disk, from);
        this.to = to;
        this.archive = archive;
        this.until = until;
        this.random = random;
    }

    @Override
    public void run(Progress progress) throws IOException {
        BackupManifest manifest = BackupManifestFile.read(disk, backup);
        int format = manifest.identity().format();
        if (!Identity.reads(format)) {
            throw new IOException(
                    backup + " has data format " + format + "; this version reads formats up to " + Identity.FORMAT);
        }
        for (BackedUpFile file : manifest.files()) {
            if (file.name().endsWith("/" + StoredRuns.MANIFEST)) {
                WholeFiles.requireWhole(disk, backup.resolve(file.name()), file, progress);
            }
        }
        RestoredJournal journal = new RestoredJournal(disk, backup, archive, progress);
        JournalPlan plan = plan(manifest, journal);
        Reached end = journal.end(plan, until, manifest);
        long store = begin(manifest, end.lsn());
        if (!Identity.exists(disk, to)) {
            fill(manifest, journal, plan, end.lsn(), store, progress);
        }
        disk.delete(to.resolve(Identity.UNFINISHED_RESTORE));
        disk.forceDirectory(to);
        progress.at(
                1,
                to + " holds " + end.words() + ", of " + backup + ", as store "
                        + String.format(Locale.ROOT, "%016x", store)
                        + (manifest.lacksClaims()
                                ? "; claims that a repair had lost are not in it and are refused"
                                : "")
                        + "; give it an archive folder and a folder for backups of its own");
    }

    private JournalPlan plan(BackupManifest manifest, RestoredJournal journal) throws IOException {
        Holdings archived = archive == null
                ? new Holdings(List.of(), List.of())
                : archived(manifest.identity().store());
        return JournalPlan.of(journal.segments(manifest), archived);
    }

    /** What these failures say by themselves is for who archives. */
    private Holdings archived(long store) throws IOException {
        String wanted = "--archive is to name the folder that was [journal] archive_dir of the node when " + backup
                + " was taken";
        try {
            return Holdings.ofMarked(archive, store);
        } catch (ForeignArchiveException foreign) {
            throw new IOException(
                    archive.place() + " is the archive of another store than the backup's, "
                            + String.format(Locale.ROOT, "%016x", store) + "; " + wanted,
                    foreign);
        } catch (UnmarkedArchiveException unmarked) {
            throw new IOException(
                    unmarked.getMessage() + "; " + wanted
                            + ", and the disk that it is on is to be mounted. If nothing was "
                            + "ever archived, leave --archive out",
                    unmarked);
        } catch (MissingArchiveException missing) {
            throw new IOException(
                    "there is no folder " + archive.place() + "; " + wanted
                            + ", and the disk that it is on is to be mounted",
                    missing);
        }
    }

    /** Runs, journal, manifest, and the identity last: until that is there nothing takes this for a data directory. */
    private void fill(
            BackupManifest manifest, RestoredJournal journal, JournalPlan plan, long end, long store, Progress progress)
            throws IOException {
        Path db = to.resolve(BackupLayout.DB);
        Path wal = to.resolve(BackupLayout.WAL);
        disk.createDirectories(db);
        disk.createDirectories(wal);
        long done = 0;
        for (BackedUpFile file : manifest.files()) {
            AbortedException.when(progress);
            if (file.name().startsWith(BackupLayout.DB + "/") && !file.name().endsWith("/" + StoredRuns.MANIFEST)) {
                copy(file, progress);
                done += file.bytes();
                progress.at(0.8 * done / Math.max(1, manifest.bytes()), file.name());
            }
        }
        journal.write(plan, end, store, wal);
        StoredRuns.read(disk, BackupLayout.db(backup)).write(disk, db, store);
        disk.forceDirectory(db);
        disk.forceDirectory(wal);
        Identity old = manifest.identity();
        new Identity(
                        Identity.FORMAT,
                        old.nodeId(),
                        old.clusterId(),
                        old.shardCount(),
                        store,
                        old.recorders().then(store))
                .write(disk, to);
    }

    /** Copies a file and reads the copy. */
    private void copy(BackedUpFile file, Progress progress) throws IOException {
        Path source = backup.resolve(file.name());
        Path target = to.resolve(file.name());
        WholeFiles.Check wanted = new WholeFiles.Check(file.bytes(), file.check());
        if (disk.exists(target) && WholeFiles.check(disk, target, progress).equals(wanted)) {
            return;
        }
        if (!disk.exists(source)) {
            throw new BackupDamagedException(source, 0, "the file is missing");
        }
        WholeFiles.copy(disk, source, target, progress);
        if (!WholeFiles.check(disk, target, progress).equals(wanted)) {
            disk.delete(target);
            throw new BackupDamagedException(
                    source,
                    0,
                    "it has changed since the backup; stemedb-node verify names the place and "
                            + "the backups that are whole");
        }
    }

    /**
     * Takes the folder.
     *
     * @return the incarnation that it is to be
     */
    private long begin(BackupManifest manifest, long end) throws IOException {
        Path marker = to.resolve(Identity.UNFINISHED_RESTORE);
        String what = "restore of " + backup + " of store "
                + String.format(Locale.ROOT, "%016x", manifest.identity().store()) + " taken " + manifest.ended()
                + " up to LSN "
                + end + " as store ";
        disk.createDirectories(to);
        if (disk.exists(marker)) {
            return begun(marker, what);
        }
        List<String> there = new ArrayList<>(disk.list(to));
        there.removeAll(OF_THE_LOCK);
        there.remove(marker.getFileName() + WholeFiles.UNFINISHED);
        there.addAll(disk.folders(to));
        if (!there.isEmpty()) {
            throw new IOException(to + " is not empty: it holds " + there.get(0) + "; name an empty or a new folder");
        }
        long store = random.nextLong();
        WholeFiles.write(disk, marker, (what + String.format(Locale.ROOT, "%016x", store) + "\n").getBytes(UTF_8));
        return store;
    }

    private long begun(Path marker, String what) throws IOException {
        String text;
        try (DiskFile file = disk.openToRead(marker)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            text = new String(bytes.array(), UTF_8);
        }
        if (!text.startsWith(what) || !text.substring(what.length()).matches("[0-9a-f]{16}\n")) {
            throw new IOException(to + " is an unfinished " + text.strip()
                    + ", not of what is asked for now; finish that, or name an empty folder");
        }
        return Long.parseUnsignedLong(text.substring(what.length()).strip(), 16);
    }
}
