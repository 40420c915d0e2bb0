package io.stemedb.store;

import io.stemedb.files.BlockScan;
import io.stemedb.files.DamagedBlockException;
import io.stemedb.files.Pace;
import io.stemedb.merkle.Sums;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStoreException;

/**
 * Reads every byte of every run again while the store is in use, and adds up its records anew. What is found goes to
 * the healing like damage that a read has met.
 */
public final class StoreScrub {
    private static final System.Logger LOGGER = System.getLogger(StoreScrub.class.getName());

    private final RunFiles files;
    private final Versions versions;
    private final Catalog catalog;

    StoreScrub(RunFiles files, Versions versions, Catalog catalog) {
        this.files = files;
        this.versions = versions;
        this.catalog = catalog;
    }

    /**
     * A damage that was not known.
     *
     * @param offset where in the file, as far as that is known; else 0
     * @param shards that it is about, as far as that is known
     * @param ids of claims that cannot be read, 40 hex digits of each, as far as they are known
     */
    public record Finding(Path file, long offset, String what, Set<Integer> shards, List<String> ids) {}

    /**
     * About how many bytes a pass reads: each run file once for its blocks and once for its records, and what stands
     * beside it.
     */
    public long bytes() {
        return versions.peek().runs().stream()
                .map(handle -> handle.run().entry())
                .mapToLong(entry -> 2 * entry.fileBytes() + entry.sideBytes())
                .sum();
    }

    /**
     * Reads the manifest, which is written anew if it is damaged, and the runs that there are now. One that is
     * merged away meanwhile is passed over: the merge has read it whole.
     *
     * @throws Pace.StoppedException if the pace ends it
     */
    public List<Finding> run(Pace pace) throws Pace.StoppedException {
        List<Finding> found = new ArrayList<>();
        manifest().ifPresent(found::add);
        for (RunHandle handle : versions.peek().runs()) {
            read(handle.run().entry(), pace).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Finding> manifest() {
        try {
            Optional<StoreDamagedException> damage = catalog.scrub();
            damage.ifPresent(met -> LOGGER.log(
                    System.Logger.Level.ERROR, "a scrub found the {0}; the node wrote a new one", met.getMessage()));
            return damage.map(met -> finding(met.file(), met.getMessage()));
        } catch (IOException unreadable) {
            return Optional.of(finding(files.directory().resolve(ManifestFile.NAME), unreadable.getMessage()));
        }
    }

    private static Finding finding(Path file, String what) {
        return new Finding(file, 0, what, Set.of(), List.of());
    }

    /** Held run by run, so that a pass of hours keeps no more of merged runs on disk than one. */
    private Optional<Finding> read(RunEntry entry, Pace pace) throws Pace.StoppedException {
        Optional<RunHandle> held = held(entry);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (!files.damages().has(entry)) {
                read(held.get().run(), pace);
            }
            return Optional.empty();
        } catch (Pace.StoppedException stopped) {
            throw stopped;
        } catch (IOException damage) {
            return Optional.of(met(held.get().run(), damage));
        } catch (MVStoreException damage) {
            return Optional.of(met(held.get().run(), new IOException(damage.getMessage(), damage)));
        } finally {
            held.get().release();
        }
    }

    /** Not the version that shows it: that has other runs too, and tables. */
    private Optional<RunHandle> held(RunEntry entry) {
        Version version = versions.hold();
        try {
            Optional<RunHandle> run = version.runs().stream()
                    .filter(handle -> handle.run().entry().number() == entry.number())
                    .findFirst();
            run.ifPresent(RunHandle::hold);
            return run;
        } finally {
            version.release();
        }
    }

    private Finding met(Run run, IOException failure) {
        RunEntry entry = run.entry();
        files.damages().met(entry, failure);
        Optional<DamagedBlockException> block = DamagedBlockException.behind(failure);
        Path file = block.map(DamagedBlockException::file)
                .orElseGet(() -> failure instanceof StoreDamagedException damaged
                        ? damaged.file()
                        : files.directory().resolve(entry.fileName()));
        DamagedIds.Named named = DamagedIds.of(run);
        return new Finding(
                file,
                block.map(DamagedBlockException::offset).orElse(0L),
                Reason.of(failure),
                named.shards(),
                named.ids());
    }

    private void read(Run run, Pace pace) throws IOException {
        RunEntry entry = run.entry();
        Path file = files.directory().resolve(entry.fileName());
        Path side = files.directory().resolve(entry.sideName());
        for (Path one : List.of(side, file)) {
            if (!files.disk().exists(one)) {
                throw new StoreDamagedException(one, "the file is missing");
            }
        }
        BlockScan scan = new BlockScan(files.disk(), pace);
        if (scan.check(side, entry.sideBytes()) != entry.sideCheck()) {
            throw new StoreDamagedException(side, "it fails the check that the manifest has of it");
        }
        scan.blocks(file, run.checks());
        Optional<Sums> kept = SideSums.read(files.disk(), side);
        Sums counted = counted(run, file, pace);
        if (kept.isPresent() && !kept.get().equals(counted)) {
            throw new StoreDamagedException(file, "its records do not add up to what they did when it was written");
        }
    }

    private static Sums counted(Run run, Path file, Pace pace) throws IOException {
        RecordSums sums = new RecordSums();
        Cursor<byte[], byte[]> cursor = run.maps().claims().cursor(null);
        while (cursor.hasNext()) {
            byte[] key = cursor.next();
            byte[] rest = cursor.getValue();
            sums.add(key, rest);
            pace.read(file, key.length + rest.length);
        }
        return sums.sums();
    }
}
