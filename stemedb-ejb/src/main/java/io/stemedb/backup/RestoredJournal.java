package io.stemedb.backup;

import io.stemedb.archive.Archive;
import io.stemedb.archive.Holdings;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Times;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.journal.Segment;
import io.stemedb.journal.Segments;
import io.stemedb.store.StoredRuns;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The journal of a restored directory: where it ends, and its segments under another store. */
final class RestoredJournal {
    private final Disk disk;
    private final Path backup;
    private final Archive archive;
    private final Progress progress;

    RestoredJournal(Disk disk, Path backup, Archive archive, Progress progress) {
        this.disk = disk;
        this.backup = backup;
        this.archive = archive;
        this.progress = progress;
    }

    /** The segments of a backup; each is compared with what was backed up. */
    List<Segment> segments(BackupManifest manifest) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (BackedUpFile file : manifest.files()) {
            if (file.isSegment()) {
                Path path = backup.resolve(file.name());
                WholeFiles.requireWhole(disk, path, file, progress);
                try (DiskFile open = disk.openToRead(path)) {
                    segments.add(Segments.read(path, open));
                }
            }
        }
        return segments;
    }

    /**
     * Where it ends.
     *
     * @throws IOException if that cannot be reached: the backup is later, positions before it are missing, or what
     *     was recorded by then may be behind all that there is
     */
    Reached end(JournalPlan plan, Until until, BackupManifest manifest) throws IOException {
        Reached runs = runs(manifest.flushedLsn());
        refuseEarlier(until, runs);
        if (until instanceof Until.End || until instanceof Until.Position position && position.lsn() > plan.end()) {
            refuseGaps(plan);
        }
        if (until instanceof Until.Position position && position.lsn() > plan.end()) {
            throw new IOException("backup and archive end at LSN " + plan.end() + ", before " + position.lsn());
        }
        Cut cut = new Cut(until, runs);
        for (JournalPlan.Piece piece : plan.pieces()) {
            if (!cut.found()) {
                AbortedException.when(progress);
                frames(piece, piece.segment(), cut);
            }
        }
        Reached end = cut.at(plan.end());
        if (!cut.found() && until instanceof Until.Time time) {
            refuseGaps(plan); // what is missing may be from before that time
            refuseLater(time, end);
        }
        return end;
    }

    private Reached runs(long flushedLsn) throws IOException {
        StoredRuns runs = StoredRuns.read(disk, BackupLayout.db(backup));
        Map<Integer, Long> shards = runs.shards();
        long records = shards.values().stream().mapToLong(count -> count).sum();
        return new Reached(flushedLsn, records, shards.getOrDefault(PathHash.SYSTEM_SHARD, 0L), runs.clock());
    }

    private static void refuseGaps(JournalPlan plan) throws IOException {
        if (!plan.gaps().isEmpty()) {
            String gaps = plan.gaps().stream().map(Holdings.Gap::toString).collect(Collectors.joining(", "));
            throw new IOException("the archive has gaps: " + gaps + " is missing; --until "
                    + plan.gaps().get(0).fromLsn() + " restores what is before");
        }
    }

    private void refuseEarlier(Until until, Reached runs) throws IOException {
        if (until instanceof Until.Position position && position.lsn() < runs.lsn()) {
            throw new IOException("the runs of " + backup + " hold everything up to LSN " + runs.lsn()
                    + "; for an earlier position take an earlier backup");
        }
        if (until instanceof Until.Time time && runs.clock() > time.micros()) {
            throw new IOException("the runs of " + backup + " hold what was recorded up to "
                    + Times.format(runs.clock()) + "; for an earlier time take an earlier backup");
        }
    }

    /**
     * No two records have one time, and each is later than those before it: only of a later time something may be
     * missing.
     */
    private void refuseLater(Until.Time time, Reached end) throws IOException {
        if (time.micros() <= end.clock()) {
            return;
        }
        if (end.clock() == 0) {
            throw new IOException(holders() + " nothing that was recorded; without --until that is restored");
        }
        String newest = Times.format(end.clock());
        throw new IOException(
                holders() + " what was recorded up to " + newest + " (LSN " + end.lsn() + "); what was recorded "
                        + "from then to " + Times.format(time.micros()) + " may be missing: "
                        + (archive == null
                                ? "name the archive of the journal with --archive, or take a later backup"
                                : "take a later backup, or wait until the segment that the node is in is full and "
                                        + "archived")
                        + "; --until " + newest + " restores what is there");
    }

    private String holders() {
        return archive == null ? backup + " holds" : backup + " and " + archive.place() + " hold";
    }

    private DiskFile open(JournalPlan.Piece piece) throws IOException {
        if (piece.archived() == null) {
            return disk.openToRead(
                    BackupLayout.wal(backup).resolve(piece.segment().fileName()));
        }
        DiskFile file = archive.open(piece.archived());
        try {
            Segments.requireIs(pathOf(piece), file, piece.segment()); // frames do not name their store
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Path pathOf(JournalPlan.Piece piece) {
        return piece.archived() == null
                ? BackupLayout.wal(backup).resolve(piece.segment().fileName())
                : Path.of(archive.place(), piece.archived());
    }

    private void frames(JournalPlan.Piece piece, Segment segment, Segments.Sink sink) throws IOException {
        try (DiskFile file = open(piece)) {
            Segments.frames(pathOf(piece), file, segment, sink);
        }
    }

    /** Writes what is before the end; a later try writes it anew. */
    void write(JournalPlan plan, long end, long store, Path wal) throws IOException {
        for (String name : disk.list(wal)) {
            disk.delete(wal.resolve(name));
        }
        boolean first = true;
        for (JournalPlan.Piece piece : plan.pieces()) {
            AbortedException.when(progress);
            if (first || piece.segment().fromLsn() < end) {
                write(piece, piece.segment().until(end), store, wal);
            }
            first = false;
        }
    }

    private void write(JournalPlan.Piece piece, Segment part, long store, Path wal) throws IOException {
        Path path = wal.resolve(part.fileName());
        try (DiskFile source = open(piece)) {
            WholeFiles.make(disk, path, target -> Segments.copy(source, part, store, target));
        }
        try (DiskFile copy = disk.openToRead(path)) {
            Segments.check(path, copy, new Segment(part.number(), store, part.fromLsn(), part.toLsn()));
        }
    }
}
