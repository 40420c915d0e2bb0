package io.stemedb.backup;

import io.stemedb.assertion.PathHash;
import io.stemedb.merkle.Roots;
import io.stemedb.merkle.Sums;
import io.stemedb.recorder.Identity;
import io.stemedb.store.StoredRuns;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup is. It counts once this is forced.
 *
 * @param identity of the node that it was taken of
 * @param flushedLsn the runs hold everything before it
 * @param lsn the backup holds exactly what was recorded before it
 * @param clock greatest recorded_at in it, microseconds since 1970
 * @param begun when taking it began, microseconds since 1970
 * @param ended when it was done
 * @param newBytes of files that no earlier backup of the same folder had
 * @param shards records by shard
 * @param roots what the records of each shard add up to
 * @param files every file but the manifest
 */
public record BackupManifest(
        Identity identity,
        long flushedLsn,
        long lsn,
        long clock,
        long begun,
        long ended,
        long newBytes,
        Map<Integer, Long> shards,
        Map<Integer, Roots> roots,
        List<BackedUpFile> files) {

    /** What sums amount to, shard by shard. */
    static Map<Integer, Roots> rootsOf(Sums sums) {
        Map<Integer, Roots> roots = new TreeMap<>();
        sums.shards().forEach(shard -> roots.put(shard, sums.roots(shard)));
        return roots;
    }

    public long records() {
        return shards.values().stream().mapToLong(count -> count).sum();
    }

    /** How many of the records are facts about sources. */
    long facts() {
        return shards.getOrDefault(PathHash.SYSTEM_SHARD, 0L);
    }

    public long bytes() {
        return files.stream().mapToLong(BackedUpFile::bytes).sum();
    }

    /** Whether a file of it may share its bytes with the data directory. */
    public boolean hasLinks() {
        return files.stream().anyMatch(file -> !file.copied());
    }

    /**
     * Whether a repair had lost claims that nobody had accepted as lost: the node that is restored refuses them as
     * well.
     */
    public boolean lacksClaims() {
        return files.stream().anyMatch(file -> file.name().equals(BackupLayout.DB + "/" + StoredRuns.LOST));
    }
}
