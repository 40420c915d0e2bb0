package io.stemedb.store;

import io.stemedb.assertion.Dot;
import io.stemedb.files.Disk;
import io.stemedb.files.MvMount;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything that is held, in memory and on disk. One thread applies; flush and merge run where the options say; reading
 * goes on beside all of them.
 */
public final class Store implements Closeable {
    private final StoreOptions options;
    private final MvMount mount;
    private final Versions versions;
    private final StoreReader reader;
    private final Catalog catalog;
    private final Flush flush;
    private final Merge merge;
    private final Map<Long, Map<Integer, Long>> dots = new ConcurrentHashMap<>();
    private final AtomicBoolean flushQueued = new AtomicBoolean();
    private volatile long clock;

    private Store(
            Disk disk, Path directory, StoreOptions options, MvMount mount, Manifest manifest, List<RunHandle> runs) {
        this.options = options;
        this.mount = mount;
        this.versions = new Versions(runs);
        this.reader = new StoreReader(versions, options.shardCount());
        this.catalog = new Catalog(new ManifestFile(disk, directory), manifest);
        RunFiles files = new RunFiles(disk, mount, directory);
        this.flush = new Flush(files, versions, catalog);
        this.merge = new Merge(files, versions, catalog, options.mergeFan(), options.idempotencyMicros());
        this.clock = manifest.clock();
        manifest.dots().forEach((recorder, shards) -> dots.put(recorder, new ConcurrentHashMap<>(shards)));
    }

    /** Makes an empty store. */
    public static void create(Disk disk, Path directory, long store) throws IOException {
        disk.createDirectories(directory);
        new ManifestFile(disk, directory).replace(Manifest.empty(store));
    }

    /**
     * Opens what the manifest names, and removes what no manifest names.
     *
     * @throws StoreDamagedException where a file that counts is missing, cut, foreign or damaged
     */
    public static Store open(Disk disk, Path directory, long store, StoreOptions options) throws IOException {
        disk.forceDirectory(directory); // what a kill left in the cache must not be built on, then lost with the power
        ManifestFile file = new ManifestFile(disk, directory);
        Manifest manifest = file.read();
        if (manifest.store() != store) {
            throw new StoreDamagedException(directory.resolve(ManifestFile.NAME), "it belongs to another store");
        }
        MvMount mount = new MvMount(disk);
        List<RunHandle> runs = new ArrayList<>();
        try {
            RunFiles files = new RunFiles(disk, mount, directory);
            for (RunEntry entry : manifest.runs()) {
                runs.add(files.open(entry));
            }
            removeStrangers(disk, directory, manifest);
            Store opened = new Store(disk, directory, options, mount, manifest, runs);
            opened.mergeInBackground();
            return opened;
        } catch (IOException | RuntimeException | Error e) {
            runs.forEach(handle -> handle.run().close());
            mount.close();
            throw e;
        }
    }

    /** Runs that a crash left unfinished, or merged ones that it kept from being deleted. */
    private static void removeStrangers(Disk disk, Path directory, Manifest manifest) throws IOException {
        Set<String> known = new HashSet<>();
        manifest.runs().forEach(run -> known.addAll(List.of(run.fileName(), run.sideName())));
        for (String name : disk.list(directory)) {
            if (name.startsWith("run-") && !known.contains(name)) {
                disk.delete(directory.resolve(name));
            }
        }
    }

    /** Takes on one record. The caller has made it durable, and calls in the order of the journal from one thread. */
    public void apply(byte[] key, byte[] rest) {
        if (KeyUse.isNote(key)) {
            clock = Math.max(clock, KeyUse.ofNote(rest).at());
            versions.peek().active().note(rest);
            return;
        }
        Dot dot = RecordKey.dot(key);
        dots.computeIfAbsent(dot.recorder(), r -> new ConcurrentHashMap<>())
                .merge(RecordKey.shard(key), dot.n(), Math::max);
        clock = Math.max(clock, RecordKey.recordedAt(key));
        versions.peek().active().add(key, rest);
    }

    /** Whether the table should become a run. */
    public boolean tableFull() {
        return versions.peek().active().bytes() >= options.tableBytes();
    }

    /** Whether the table before is still being flushed, so that a full one has to wait. */
    public boolean flushing() {
        return versions.peek().frozen() != null;
    }

    /**
     * Starts to turn the table into a run; not while {@link #flushing}.
     *
     * @param lsn every record before it has been applied, none behind it
     */
    public void freeze(long lsn) {
        endTable(lsn);
        flushInBackground();
    }

    /** Turns the table into a run before it returns: at a start, when nobody waits for anything else. */
    public void flushNow(long lsn) throws IOException {
        endTable(lsn);
        if (!flush.run()) {
            throw flush.failure().orElseThrow();
        }
        mergeInBackground();
    }

    private void endTable(long lsn) {
        Map<Long, Map<Integer, Long>> reached = new HashMap<>();
        dots.forEach((recorder, shards) -> reached.put(recorder, Map.copyOf(shards)));
        versions.peek().active().ends(new MemTable.Extent(lsn, clock, reached));
        versions.freeze();
    }

    /** Starts the flush again that failed, a full disk having been the likely reason. */
    public void flushAgain() {
        if (flush.failure().isPresent()) {
            flushInBackground();
        }
    }

    private void flushInBackground() {
        if (!flushQueued.getAndSet(true)) {
            options.flusher().execute(() -> {
                flushQueued.set(false);
                if (flush.run()) {
                    mergeInBackground();
                }
            });
        }
    }

    private void mergeInBackground() {
        if (merge.due()) {
            options.merger().execute(() -> {
                if (merge.run(clock)) {
                    mergeInBackground();
                }
            });
        }
    }

    /** Why the last flush failed, until one succeeds. */
    public Optional<IOException> flushFailure() {
        return flush.failure();
    }

    /** Reads what was applied. */
    public AssertionReader reader() {
        return reader;
    }

    /** What a caller's idempotency hash (16 bytes) stood for last, if it was seen and is remembered. */
    public Optional<KeyUse> byIdempotency(byte[] hash) {
        return reader.byIdempotency(hash);
    }

    /** Every record before this LSN is in a run. */
    public long flushedLsn() {
        return catalog.manifest().flushedLsn();
    }

    /** Greatest recorded_at held; 0 in an empty store. */
    public long clock() {
        return clock;
    }

    /** Greatest n of a recorder in a shard; 0 where there is none. */
    public long dot(long recorder, int shard) {
        return dots.getOrDefault(recorder, Map.of()).getOrDefault(shard, 0L);
    }

    /** Numbers for operators; one consistent moment but for what is being applied. */
    public StoreStatistics statistics() {
        return reader.reading(version -> StoreStatistics.of(version));
    }

    /** Records of a source. */
    public long countOfSource(String source) {
        return reader.reading(version -> {
            long count = version.active().tally().source(source);
            count += version.frozen() == null ? 0 : version.frozen().tally().source(source);
            for (RunHandle handle : version.runs()) {
                count += handle.run().source(source);
            }
            return count;
        });
    }

    /**
     * Sources that made a claim, in order of their UTF-8 bytes.
     *
     * @param after begin behind this one; the empty string for the first
     */
    public List<String> sources(String after, int limit) {
        return reader.reading(version -> SourceNames.after(version, after, limit));
    }

    /** Lets a merge that is under way end soon, unfinished; the next start does it again. */
    public void stopMerging() {
        merge.stop();
    }

    @Override
    public void close() {
        versions.close();
        mount.close();
    }
}
