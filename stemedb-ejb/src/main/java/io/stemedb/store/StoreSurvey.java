package io.stemedb.store;

import io.stemedb.files.CheckedFile;
import io.stemedb.files.DamagedBlockException;
import io.stemedb.files.Disk;
import io.stemedb.progress.DotVector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the files of a stopped store are like, by reading every byte of them.
 *
 * @param manifest what is wrong with the manifest, or null; then nothing more is known
 * @param flushedLsn the runs stand for the journal before it
 * @param dots which records are in the runs
 * @param dropped shards that were dropped once: this node's own numbers in them may have gaps
 */
public record StoreSurvey(
        StoreDamagedException manifest, long flushedLsn, DotVector dots, Set<Integer> dropped, List<RunState> runs) {

    /**
     * One run.
     *
     * @param records how many it was written with
     * @param fromLsn the journal held them from here
     * @param toLsn up to here, exclusive
     * @param shards records by shard
     * @param damaged its damaged file, or null
     * @param offset where that is damaged first
     */
    public record RunState(
            long number,
            long records,
            long fromLsn,
            long toLsn,
            Map<Integer, Long> shards,
            Path damaged,
            long offset,
            String what) {}

    /** Reads a store. */
    public static StoreSurvey of(Disk disk, Path directory, long store) throws IOException {
        Manifest manifest;
        try {
            manifest = new ManifestFile(disk, directory).read();
            if (manifest.store() != store) {
                throw new StoreDamagedException(directory.resolve(ManifestFile.NAME), "it belongs to another store");
            }
        } catch (StoreDamagedException damaged) {
            return new StoreSurvey(damaged, 0, DotVector.NONE, Set.of(), List.of());
        }
        List<RunState> runs = new ArrayList<>();
        for (RunEntry entry : manifest.runs()) {
            runs.add(state(disk, directory, entry));
        }
        return new StoreSurvey(null, manifest.flushedLsn(), manifest.dots(), manifest.dropped(), List.copyOf(runs));
    }

    private static RunState state(Disk disk, Path directory, RunEntry entry) throws IOException {
        Path path = directory.resolve(entry.fileName());
        try {
            SideFile side = SideFile.read(disk, directory.resolve(entry.sideName()), entry);
            if (!disk.exists(path)) {
                throw new StoreDamagedException(path, "the run is missing");
            }
            try (CheckedFile file = CheckedFile.open(disk, path, side.checks())) {
                file.verifyAll();
            }
            return of(entry, null, 0, null);
        } catch (DamagedBlockException block) {
            return of(entry, path, block.offset(), block.getMessage());
        } catch (StoreDamagedException damaged) {
            return of(entry, damaged.file(), 0, damaged.getMessage());
        }
    }

    private static RunState of(RunEntry entry, Path damaged, long offset, String what) {
        return new RunState(
                entry.number(), entry.records(), entry.fromLsn(), entry.toLsn(), entry.shards(), damaged, offset, what);
    }
}
