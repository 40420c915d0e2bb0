package io.stemedb.backup;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.DamagedBlockException;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.journal.JournalDamagedException;
import io.stemedb.journal.Segment;
import io.stemedb.journal.Segments;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.Reason;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.RecordSums;
import io.stemedb.store.RunName;
import io.stemedb.store.StoredRuns;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads a backup whole: every byte against the checks taken with it, then every record, whose id must follow from its
 * content. Nothing is changed.
 */
public final class Verification {
    private final Disk disk;
    private final Path backup;
    private final Progress progress;
    private final Problems problems = new Problems();
    private final Map<Integer, Long> shards = new TreeMap<>();
    private final RecordSums sums = new RecordSums();
    private long clock;

    private Verification(Disk disk, Path backup, Progress progress) {
        this.disk = disk;
        this.backup = backup;
        this.progress = progress;
    }

    /**
     * What was found.
     *
     * @param manifest null if it cannot be read
     * @param problems a line each, with file and offset; empty if all is well
     */
    public record Outcome(Path backup, BackupManifest manifest, List<String> problems) {}

    /**
     * Reads a backup, or all of a folder.
     *
     * @param told of each that was read
     * @return whether all is well
     * @throws IOException if there is none
     */
    public static boolean of(Disk disk, Path path, Progress progress, Consumer<Outcome> told) throws IOException {
        boolean well = true;
        for (Path backup : BackupFolder.backupsAt(disk, path)) {
            Outcome outcome = of(disk, backup, progress);
            told.accept(outcome);
            well &= outcome.problems().isEmpty();
        }
        return well;
    }

    /** Reads one backup. If it is none, its manifest is null and a problem says so. */
    public static Outcome of(Disk disk, Path backup, Progress progress) throws IOException {
        Verification verification = new Verification(disk, backup, progress);
        BackupManifest manifest;
        try {
            manifest = BackupManifestFile.read(disk, backup);
        } catch (IOException damaged) {
            return new Outcome(backup, null, List.of(Reason.of(damaged)));
        }
        verification.read(manifest);
        return new Outcome(backup, manifest, verification.problems.list());
    }

    private void read(BackupManifest manifest) throws IOException {
        long done = 0;
        for (BackedUpFile file : manifest.files()) {
            AbortedException.when(progress);
            bytes(file);
            done += file.bytes();
            progress.at(0.5 * done / Math.max(1, manifest.bytes()), file.name());
        }
        if (problems.isEmpty()) {
            content(manifest);
        }
    }

    /** Compares the bytes of a file, and looks for where they are wrong. */
    private void bytes(BackedUpFile file) throws IOException {
        Path path = backup.resolve(file.name());
        if (!disk.exists(path)) {
            problems.add(path + ": the file is missing");
            return;
        }
        WholeFiles.Check found = WholeFiles.check(disk, path, progress);
        if (found.bytes() != file.bytes()) {
            problems.add(path + " at offset " + Math.min(found.bytes(), file.bytes()) + ": it has " + found.bytes()
                    + " bytes, not " + file.bytes());
        } else if (found.crc() != file.check()) {
            problems.add(where(file, path));
        }
    }

    private String where(BackedUpFile file, Path path) throws AbortedException {
        try {
            if (file.isRun()) {
                checkBlocks(path);
            }
            if (file.isSegment()) {
                checkFrames(path);
            }
        } catch (DamagedBlockException block) {
            return path + " at offset " + block.offset() + ": " + block.getMessage();
        } catch (JournalDamagedException frame) {
            return path + " at offset " + frame.offset() + ": " + frame.getMessage();
        } catch (AbortedException ended) {
            throw ended;
        } catch (IOException unreadable) {
            // what could say where is damaged too
        }
        return path + " at offset 0 or behind it: its CRC32C is not the one it was backed up with";
    }

    private void checkBlocks(Path path) throws IOException {
        StoredRuns runs = StoredRuns.read(disk, BackupLayout.db(backup));
        for (RunName run : runs.runs()) {
            if (path.endsWith(run.file())) {
                runs.check(disk, BackupLayout.db(backup), run, (file, bytes) -> AbortedException.when(progress));
            }
        }
    }

    private void checkFrames(Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            Segments.check(path, file, Segments.read(path, file));
        }
    }

    /** The bytes are those that were backed up: now what they say. */
    private void content(BackupManifest manifest) throws IOException {
        try {
            StoredRuns runs = StoredRuns.read(disk, BackupLayout.db(backup));
            if (runs.store() != manifest.identity().store() || runs.flushedLsn() != manifest.flushedLsn()) {
                problems.add(BackupLayout.db(backup) + ": its manifest is of another backup");
            }
            int done = 0;
            for (RunName run : runs.runs()) {
                AbortedException.when(progress);
                Path path = BackupLayout.db(backup).resolve(run.file());
                runs.records(disk, BackupLayout.db(backup), run, (key, rest) -> record(path, key, rest));
                progress.at(0.5 + 0.4 * ++done / runs.runs().size(), "records of " + run.file());
            }
            journal(manifest);
        } catch (AbortedException ended) {
            throw ended;
        } catch (IOException unreadable) {
            problems.add(Reason.of(unreadable));
        }
        if (!shards.equals(manifest.shards())) {
            problems.add(backup + ": by shard it holds " + shards + " records, not " + manifest.shards());
        }
        if (problems.isEmpty() && !BackupManifest.rootsOf(sums.sums()).equals(manifest.roots())) {
            problems.add(backup + ": its records do not add up to the roots that it was taken with");
        }
        // It may be earlier: the use of a key has a time too, and what a repair gave up as lost had one.
        if (clock > manifest.clock() && problems.isEmpty()) {
            problems.add(backup + ": its last record is of " + clock + ", not of " + manifest.clock());
        }
    }

    private void journal(BackupManifest manifest) throws IOException {
        long at = -1;
        for (BackedUpFile one : manifest.files()) {
            if (one.isSegment()) {
                Path path = backup.resolve(one.name());
                try (DiskFile file = disk.openToRead(path)) {
                    Segment segment = Segments.read(path, file);
                    boolean fits = at < 0 ? segment.fromLsn() <= manifest.flushedLsn() : segment.fromLsn() == at;
                    if (!fits || segment.store() != manifest.identity().store()) {
                        problems.add(path + ": it does not follow what is before it");
                    }
                    Segments.frames(path, file, segment, (lsn, key, rest) -> {
                        if (lsn >= manifest.flushedLsn()) {
                            JournalEntry.of(key, rest)
                                    .stored()
                                    .ifPresent(record -> record(path, record.key(), record.rest()));
                        }
                    });
                    at = segment.toLsn();
                }
            }
        }
        if (at != manifest.lsn()) {
            problems.add(BackupLayout.wal(backup) + ": it ends at LSN " + at + ", not at " + manifest.lsn());
        }
    }

    private void record(Path path, byte[] key, byte[] rest) {
        sums.add(key, rest);
        shards.merge(RecordKey.shard(key), 1L, Long::sum);
        clock = Math.max(clock, RecordKey.recordedAt(key));
        try {
            Recorded recorded = RecordFormat.decode(key, rest);
            AssertionId id = Completion.idOf(recorded.assertion());
            if (!id.equals(recorded.id())) {
                problems.add(path + ": the record " + recorded.id() + " has the content of " + id);
            }
        } catch (StemeException | IllegalStateException notARecord) {
            problems.add(path + ": a record cannot be read: " + notARecord.getMessage());
        }
    }
}
