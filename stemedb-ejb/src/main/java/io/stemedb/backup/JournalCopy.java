package io.stemedb.backup;

import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.journal.Segment;
import io.stemedb.journal.Segments;
import io.stemedb.merkle.Sums;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import io.stemedb.store.RecordSums;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Copies the journal behind the runs of a backup, and counts what is in it. */
final class JournalCopy {
    private final Disk disk;
    private final Path journal;
    private final Path target;
    private final Progress progress;
    private final Map<Integer, Long> shards = new TreeMap<>();
    private final RecordSums sums = new RecordSums();
    private long clock;

    JournalCopy(Disk disk, Path journal, Path target, Progress progress) {
        this.disk = disk;
        this.journal = journal;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Copies what is in no run, in whole segments but for the last.
     *
     * @return the names of the copies, of which there is always one
     */
    List<String> take(long store, long flushedLsn, long lsn) throws IOException {
        List<String> names = new ArrayList<>();
        List<Segment> segments = Segments.upTo(disk, journal, store, lsn);
        if (segments.isEmpty() || segments.get(0).fromLsn() > flushedLsn) {
            throw new IOException(
                    journal + " does not reach back to LSN " + flushedLsn + "; the runs hold everything up to there");
        }
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.toLsn() > flushedLsn || i == segments.size() - 1) {
                AbortedException.when(progress);
                Path copy = target.resolve(segment.fileName());
                if (!isWhole(copy, segment)) {
                    copy(segment, copy);
                }
                count(copy, segment, flushedLsn);
                names.add(segment.fileName());
            }
        }
        return names;
    }

    private boolean isWhole(Path copy, Segment segment) throws IOException {
        if (!disk.exists(copy)) {
            return false;
        }
        try (DiskFile file = disk.openToRead(copy)) {
            Segments.check(copy, file, segment);
            return true;
        } catch (IOException other) {
            return false;
        }
    }

    private void copy(Segment segment, Path copy) throws IOException {
        try (DiskFile source = disk.openToRead(journal.resolve(segment.fileName()))) {
            WholeFiles.make(disk, copy, file -> Segments.copy(source, segment, segment.store(), file));
        }
        try (DiskFile file = disk.openToRead(copy)) {
            Segments.check(copy, file, segment);
        }
    }

    private void count(Path copy, Segment segment, long flushedLsn) throws IOException {
        try (DiskFile file = disk.openToRead(copy)) {
            Segments.frames(copy, file, segment, (lsn, key, rest) -> {
                if (lsn >= flushedLsn) {
                    JournalEntry.of(key, rest).stored().ifPresent(this::count);
                }
            });
        }
    }

    private void count(StoredRecord record) {
        shards.merge(RecordKey.shard(record.key()), 1L, Long::sum);
        sums.add(record.key(), record.rest());
        clock = Math.max(clock, RecordKey.recordedAt(record.key()));
    }

    /** Records copied, by shard. */
    Map<Integer, Long> shards() {
        return shards;
    }

    /** What they add up to. */
    Sums sums() {
        return sums.sums();
    }

    /** Greatest recorded_at of them. */
    long clock() {
        return clock;
    }
}
