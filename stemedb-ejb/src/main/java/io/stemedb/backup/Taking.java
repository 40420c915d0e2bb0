package io.stemedb.backup;

import io.stemedb.files.Disk;
import io.stemedb.merkle.Sums;
import io.stemedb.recorder.Identity;
import io.stemedb.store.RunName;
import io.stemedb.store.StoredRuns;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Fills the folder of one backup, from wherever an earlier try got to. */
final class Taking {
    private final Disk disk;
    private final Path data;
    private final Path backup;
    private final StoredRuns runs;
    private final boolean copy;
    private final Progress progress;
    private final RunsTaken taken;
    private final EarlierRuns earlier;
    private final List<BackedUpFile> files = new ArrayList<>();
    private boolean mayHoldLinks;
    private long newBytes;

    Taking(Disk disk, Path data, Path backup, StoredRuns runs, boolean copy, Progress progress) {
        this.disk = disk;
        this.data = data;
        this.backup = backup;
        this.runs = runs;
        this.copy = copy;
        this.progress = progress;
        this.taken = new RunsTaken(progress, runs.runs());
        this.earlier = new EarlierRuns(disk, runs, copy);
    }

    /** @param finished earlier backups of the same store, newest first */
    void begin(List<Path> finished) throws IOException {
        disk.createDirectories(BackupLayout.db(backup));
        disk.createDirectories(BackupLayout.wal(backup));
        for (Path one : finished) {
            earlier.remember(one);
        }
        Path linking = backup.resolve(BackupLayout.LINKING);
        mayHoldLinks = disk.exists(linking);
        if (copy && mayHoldLinks) { // which of its files are links nobody knows any more
            removeAllBut(BackupLayout.db(backup), Set.of());
            disk.delete(linking);
            disk.forceDirectory(backup);
            mayHoldLinks = false;
        }
        if (!copy && !mayHoldLinks) {
            WholeFiles.write(disk, linking, new byte[0]);
            mayHoldLinks = true;
        }
    }

    BackupManifest take(Identity identity, long lsn, long begun, LongSupplier wallMicros) throws IOException {
        for (RunName run : runs.runs()) {
            AbortedException.when(progress);
            take(run);
        }
        Path lost = data.resolve(BackupLayout.DB).resolve(StoredRuns.LOST);
        if (disk.exists(lost)) {
            WholeFiles.copy(disk, lost, BackupLayout.db(backup).resolve(StoredRuns.LOST), progress);
            list(BackupLayout.DB, StoredRuns.LOST, true);
        }
        runs.write(disk, BackupLayout.db(backup), identity.store());
        list(BackupLayout.DB, StoredRuns.MANIFEST, true);
        JournalCopy journal = new JournalCopy(disk, data.resolve(BackupLayout.WAL), BackupLayout.wal(backup), progress);
        for (String name : journal.take(identity.store(), runs.flushedLsn(), lsn)) {
            list(BackupLayout.WAL, name, true);
        }
        tidy();
        Map<Integer, Long> shards = runs.shards();
        journal.shards().forEach((shard, count) -> shards.merge(shard, count, Long::sum));
        BackupManifest manifest = new BackupManifest(
                identity,
                runs.flushedLsn(),
                lsn,
                Math.max(runs.clock(), journal.clock()),
                begun,
                wallMicros.getAsLong(),
                newBytes,
                shards,
                BackupManifest.rootsOf(sums(journal)),
                List.copyOf(files));
        BackupManifestFile.write(disk, backup, manifest);
        disk.delete(backup.resolve(
                BackupLayout.LINKING)); // only now: a try that fails before must still be known for one of links
        return manifest;
    }

    private Sums sums(JournalCopy journal) throws IOException {
        Sums all = new Sums();
        for (RunName run : runs.runs()) {
            all.add(runs.sums(disk, BackupLayout.db(backup), run));
        }
        all.add(journal.sums());
        return all;
    }

    private void take(RunName run) throws IOException {
        taken.begin(run);
        boolean there = isWhole(run);
        boolean shared = !there && share(run);
        if (!shared) {
            boolean copied = there ? !mayHoldLinks : fetch(run);
            list(BackupLayout.DB, run.file(), copied);
            list(BackupLayout.DB, run.side(), copied);
        }
        taken.end(run.file() + (shared ? " was there already" : ""));
    }

    /** Links a run of an earlier backup, if one has it. */
    private boolean share(RunName run) throws IOException {
        Optional<EarlierRuns.Held> held = earlier.find(run, taken);
        if (held.isEmpty()
                || !link(held.get().file(), run.file())
                || !link(held.get().side(), run.side())) {
            return false;
        }
        files.addAll(held.get().listed());
        return true;
    }

    private boolean isWhole(RunName run) throws IOException {
        Path db = BackupLayout.db(backup);
        if (disk.exists(db.resolve(run.file())) && disk.exists(db.resolve(run.side()))) {
            try {
                runs.check(disk, db, run, taken);
                return true;
            } catch (AbortedException ended) {
                throw ended;
            } catch (IOException damaged) {
                // it is fetched anew, and if that is what is damaged the backup fails there
            }
        }
        disk.delete(db.resolve(run.file()));
        disk.delete(db.resolve(run.side()));
        return false;
    }

    /** Links or copies a run from the data directory and reads it; true if both files were copied. */
    private boolean fetch(RunName run) throws IOException {
        boolean file = fetch(run.file());
        boolean side = fetch(run.side());
        runs.check(disk, BackupLayout.db(backup), run, taken);
        newBytes += run.bytes() + run.sideBytes();
        return file && side;
    }

    private boolean fetch(String name) throws IOException {
        Path source = data.resolve(BackupLayout.DB).resolve(name);
        if (!copy && link(source, name)) {
            return false;
        }
        WholeFiles.copy(disk, source, BackupLayout.db(backup).resolve(name), progress);
        return true;
    }

    /** False if it cannot be had: another file system, or one without links. */
    private boolean link(Path source, String name) throws IOException {
        Path target = BackupLayout.db(backup).resolve(name);
        disk.delete(target);
        try {
            disk.link(source, target);
            return true;
        } catch (IOException noLink) {
            return false;
        }
    }

    private void list(String folder, String name, boolean copied) throws IOException {
        WholeFiles.Check check = WholeFiles.check(disk, backup.resolve(folder).resolve(name), progress);
        files.add(new BackedUpFile(folder + "/" + name, check.bytes(), check.crc(), copied));
        newBytes += folder.equals(BackupLayout.WAL) ? check.bytes() : 0;
    }

    /** What earlier tries left goes; what stays has a durable name before the manifest counts on it. */
    private void tidy() throws IOException {
        Set<String> named = new HashSet<>();
        files.forEach(file -> named.add(Path.of(file.name()).getFileName().toString()));
        removeAllBut(BackupLayout.db(backup), named);
        removeAllBut(BackupLayout.wal(backup), named);
        disk.forceDirectory(backup);
    }

    private void removeAllBut(Path folder, Set<String> named) throws IOException {
        for (String name : disk.list(folder)) {
            if (!named.contains(name)) {
                disk.delete(folder.resolve(name));
            }
        }
        disk.forceDirectory(folder);
    }
}
