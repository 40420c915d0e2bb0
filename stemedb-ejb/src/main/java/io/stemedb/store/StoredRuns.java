package io.stemedb.store;

import io.stemedb.files.BlockScan;
import io.stemedb.files.DamagedBlockException;
import io.stemedb.files.Disk;
import io.stemedb.files.MvMount;
import io.stemedb.files.Pace;
import io.stemedb.merkle.Sums;
import io.stemedb.record.RecordFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.h2.mvstore.MVStoreException;

/** What a manifest names, for who copies or reads it without opening it as a store: nothing is ever changed by that. */
public final class StoredRuns {
    /** The file that names the runs of a folder. */
    public static final String MANIFEST = ManifestFile.NAME;

    /** The file with what a repair could not save; seldom there. */
    public static final String LOST = LostFile.NAME;

    private final Manifest manifest;

    StoredRuns(Manifest manifest) {
        this.manifest = manifest;
    }

    /** Takes a record of a run. */
    @FunctionalInterface
    public interface Sink {
        void record(byte[] key, byte[] rest) throws IOException;
    }

    /**
     * Reads the manifest of a folder.
     *
     * @throws StoreDamagedException if it is missing or damaged
     */
    public static StoredRuns read(Disk disk, Path directory) throws IOException {
        return new StoredRuns(new ManifestFile(disk, directory).read());
    }

    /** The incarnation that they belong to. */
    public long store() {
        return manifest.store();
    }

    /** Every record before this LSN is in one of them, none behind it. */
    public long flushedLsn() {
        return manifest.flushedLsn();
    }

    /** Greatest recorded_at in them. */
    public long clock() {
        return manifest.clock();
    }

    /** How many records of each shard they hold. */
    public Map<Integer, Long> shards() {
        Map<Integer, Long> shards = new TreeMap<>();
        manifest.runs().forEach(run -> run.shards().forEach((shard, count) -> shards.merge(shard, count, Long::sum)));
        return shards;
    }

    public List<RunName> runs() {
        return manifest.runs().stream().map(RunName::of).toList();
    }

    /** Writes the manifest into a folder, durably, as one of this incarnation. */
    public void write(Disk disk, Path directory, long store) throws IOException {
        new ManifestFile(disk, directory).replace(manifest.of(store));
    }

    /**
     * Reads every byte of a run in a folder, from the disk if the system lets that be had.
     *
     * @param pace is told of each piece that was read
     * @throws StoreDamagedException if a file of it is missing, or the side file is not this run's
     * @throws DamagedBlockException if a file is cut or a block of it is damaged; with file and offset
     * @throws Pace.StoppedException if the pace ends it
     */
    public void check(Disk disk, Path directory, RunName run, Pace pace) throws IOException {
        RunEntry entry = entry(run);
        Path sidePath = directory.resolve(entry.sideName());
        Path path = directory.resolve(entry.fileName());
        SideFile side = SideFile.read(disk, sidePath, entry);
        if (!disk.exists(path)) {
            throw new StoreDamagedException(path, "the run is missing");
        }
        BlockScan scan = new BlockScan(disk, pace);
        if (scan.check(sidePath, entry.sideBytes()) != entry.sideCheck()) { // the system may have had it in memory
            throw new StoreDamagedException(sidePath, "it fails the check that the manifest has of it");
        }
        scan.blocks(path, side.checks());
    }

    /**
     * Hands over every record of a run in the order of their keys; each must be found by its id too.
     *
     * @throws IOException if that is not so, or a block is damaged
     */
    public void records(Disk disk, Path directory, RunName name, Sink sink) throws IOException {
        MvMount mount = new MvMount(disk);
        try {
            Run run = Run.open(disk, mount, directory, entry(name), failure -> {});
            try {
                each(run, directory.resolve(name.file()), sink);
            } finally {
                run.close();
            }
        } catch (MVStoreException e) {
            throw DamagedBlockException.behind(e).map(IOException.class::cast).orElseGet(() -> new IOException(e));
        } finally {
            mount.close();
        }
    }

    /** What the records of a run add up to, as its side file says. */
    public Sums sums(Disk disk, Path directory, RunName run) throws IOException {
        Optional<Sums> said = SideSums.read(disk, directory.resolve(run.side()));
        if (said.isPresent()) {
            return said.get().only(entry(run)::holdsShard);
        }
        RecordSums all = new RecordSums();
        records(disk, directory, run, all::add);
        return all.sums();
    }

    private static void each(Run run, Path path, Sink sink) throws IOException {
        Iterator<Map.Entry<byte[], byte[]>> claims = run.heldClaims();
        while (claims.hasNext()) {
            Map.Entry<byte[], byte[]> claim = claims.next();
            byte[] key = claim.getKey();
            byte[] rest = claim.getValue();
            if (!Arrays.equals(run.key(RunMaps.idKey(RecordFormat.id(rest))), key)) {
                throw new IOException(path + ": the index does not lead to " + RecordFormat.id(rest));
            }
            sink.record(key, rest);
        }
    }

    private RunEntry entry(RunName run) {
        return manifest.runs().stream()
                .filter(entry -> entry.number() == run.number())
                .findFirst()
                .orElseThrow();
    }
}
