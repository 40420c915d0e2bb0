package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.files.Disk;
import io.stemedb.files.MvMount;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.AssertionReader;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.KeyUse;
import io.stemedb.task.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Everything that is held, in memory and on disk. One thread applies; flush and merge run where the options say. */
public final class Store implements Closeable {
    private final StoreOptions options;
    private final RunFiles files;
    private final Versions versions;
    private final StoreReader reader;
    private final Catalog catalog;
    private final Flush flush;
    private final Merge merge;
    private final Heal heal;
    private final Healing healing;
    private final Damages damages;
    private final LostFile lostFile;
    private final ShardStates shardStates;
    private final Dots dots;
    private final Losses losses;
    private final Applying applying;
    private final CopyReader copies;
    private final AtomicBoolean flushQueued = new AtomicBoolean();
    private final AtomicBoolean mergeQueued = new AtomicBoolean();
    private final AtomicBoolean healQueued = new AtomicBoolean();
    private final Pins pins = new Pins();

    private Store(
            RunFiles files,
            Recorders recorders,
            StoreOptions options,
            Healing healing,
            Manifest manifest,
            List<RunHandle> runs,
            LostClaims lost) {
        this.options = options;
        this.healing = healing;
        this.files = files;
        this.damages = files.damages();
        this.lostFile = new LostFile(files.disk(), files.directory());
        this.versions = new Versions(runs);
        this.reader = new StoreReader(versions, options.shardCount(), lost);
        this.shardStates = new ShardStates(files, reader, options.shardCount());
        this.catalog = new Catalog(new ManifestFile(files.disk(), files.directory()), manifest);
        this.flush = new Flush(files, versions, catalog);
        this.merge = new Merge(files, versions, catalog, options);
        this.heal = new Heal(files, versions, catalog, healing, options);
        this.dots = new Dots(recorders, manifest.counted(), manifest.dropped());
        this.losses = new Losses(versions, dots, reader, lostFile, heal, damages);
        this.applying = new Applying(dots);
        this.copies = new CopyReader(reader, options.shardCount());
        damages.whenMet(this::healInBackground);
    }

    /** Opens a store that has nothing to heal its runs from. */
    static Store open(Disk disk, Path directory, long store, StoreOptions options) throws IOException {
        return open(disk, directory, store, Recorders.of(store), options, Healing.none(directory, options.merger()));
    }

    /**
     * Opens what the manifest names, and removes what no manifest names. A run that cannot be opened is rebuilt in the
     * background; until then everything that it may hold is refused.
     *
     * @param recorders the names of the node that it belongs to
     * @throws StoreDamagedException if a file that counts is missing, cut, foreign or damaged, and what it held is
     *     not kept anywhere else
     */
    public static Store open(
            Disk disk, Path directory, long store, Recorders recorders, StoreOptions options, Healing healing)
            throws IOException {
        disk.forceDirectory(directory); // what a kill left in the cache must not be built on, then lost with the power
        ManifestFile file = new ManifestFile(disk, directory);
        Manifest manifest = file.read();
        if (manifest.store() != store) {
            throw new StoreDamagedException(directory.resolve(ManifestFile.NAME), "it belongs to another store");
        }
        MvMount mount = new MvMount(disk);
        List<RunHandle> runs = new ArrayList<>();
        try {
            RunFiles files = new RunFiles(disk, mount, directory, new Damages(directory));
            for (RunEntry entry : manifest.runs()) {
                runs.add(files.openOrLose(entry, options.shardCount(), healing));
            }
            files.removeStrangers(manifest);
            LostClaims lost = new LostFile(disk, directory).read();
            Store opened = new Store(files, recorders, options, healing, manifest, runs, lost);
            opened.mergeInBackground();
            opened.healInBackground();
            return opened;
        } catch (IOException | RuntimeException | Error e) {
            runs.forEach(handle -> handle.run().close());
            mount.close();
            throw e;
        }
    }

    /** Takes on one record. The caller has made it durable, and calls in the order of the journal from one thread. */
    public void apply(byte[] key, byte[] rest) {
        applying.apply(versions.peek().active(), JournalEntry.of(key, rest));
    }

    /** Takes on a record unless it is held: for a store that is made again from what is left of several. */
    public void applyOnce(byte[] key, byte[] rest) {
        if (applying.isNews(reader, JournalEntry.of(key, rest))) {
            apply(key, rest);
        }
    }

    /** Records by shard that are not there, though greater numbers of their recorders are. */
    public Map<Integer, Long> missing() {
        return dots.gaps();
    }

    /** For holding the records of a shard no more. To be used by who applies. */
    public ShardDrop dropping() {
        return new ShardDrop(files, versions, catalog, merge, dots, this::mergeInBackground);
    }

    /** From the next start on these shards are refused, until the loss is accepted. */
    public void refuse(Set<Integer> shards) throws IOException {
        LostClaims lost = new LostClaims(LostClaims.sorted(), LostClaims.sorted(), shards);
        lostFile.replace(lostFile.read().with(lost));
    }

    /** Whether the table should become a run. */
    public boolean tableFull() {
        return tableFullBy(0);
    }

    /** Whether the table is so many bytes larger than it should be. */
    public boolean tableFullBy(long bytes) {
        return versions.peek().active().bytes() >= options.tableBytes() + bytes;
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

    /** Turns a table into a run before it returns: at a start. One that could not be flushed before goes first. */
    public void flushNow(long lsn) throws IOException {
        if (!flushing()) {
            endTable(lsn);
        }
        if (!flush.run()) {
            throw flush.failure().orElseThrow();
        }
        mergeInBackground();
    }

    private void endTable(long lsn) {
        versions.peek().active().ends(new MemTable.Extent(lsn, dots.counted()));
        versions.freeze();
    }

    /** Starts the flush and the merge again that failed, a full disk having been the likely reason. */
    public void flushAgain() {
        mergeInBackground();
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
                    healInBackground();
                }
            });
        }
    }

    private void mergeInBackground() {
        if (merge.due() && !mergeQueued.getAndSet(true)) {
            options.merger().execute(() -> {
                mergeQueued.set(false);
                if (merge.run(dots.givenClock())) {
                    mergeInBackground();
                }
            });
        }
    }

    /** How far merges are behind. */
    public MergeDebt mergeDebt() {
        return merge.debt();
    }

    /**
     * Merges all runs into one before it returns, or if room or memory do not allow that into as few as they do. A
     * kill leaves the old runs in force.
     *
     * @throws IOException if there is no room for any merge, or one fails
     */
    public void mergeAll(Progress progress) throws IOException {
        merge.all(dots.givenClock(), progress);
    }

    /** Has merges give back the room of what was dropped, in the background; for when no more is to be dropped soon. */
    public void giveBack() {
        merge.giveBack();
        mergeInBackground();
    }

    /** About how many bytes that would be now; nothing if there are no merges. */
    public long owedBytes() {
        return merge.owedBytes();
    }

    private void healInBackground() {
        if (!damages.isEmpty() && !healQueued.getAndSet(true)) {
            healing.healer().execute(() -> {
                healQueued.set(false);
                healNow();
            });
        }
    }

    /** Takes a run for damaged that nobody has read here yet, if a survey found it so. */
    public void damaged(StoreSurvey.RunState state) {
        damages.found(state, catalog.manifest().runs());
    }

    /** Tries to heal what is damaged before it returns. */
    public void healNow() {
        if (heal.run()) {
            mergeInBackground();
        }
    }

    /** Tries to heal what a start itself has to read, with what other nodes may have given up. */
    public void healAtStart() {
        if (damages.entries().stream().anyMatch(run -> run.shards().containsKey(PathHash.SYSTEM_SHARD))) {
            heal.run();
            var unused = losses.settle(() -> {});
        }
    }

    /** What is lost with damaged runs and may be had from other nodes. */
    public Losses losses() {
        return losses;
    }

    /** Puts in the place of damaged runs what can be read; from the next start on exactly the rest is refused. */
    public Map<Integer, Long> salvage(History remains) throws IOException {
        return heal.salvage(remains);
    }

    /** What a repair has lost and nobody had accepted when this store was opened: it is refused. */
    public StoppedStore.Lost lost() {
        return StoppedStore.Lost.of(reader.lost(), lostFile.path());
    }

    /** What is damaged and not yet healed, oldest first. */
    public List<Damage> damages() {
        return damages.list();
    }

    /** The journal is needed from here on: what is before it is in runs that are not known to be damaged. */
    public long neededLsn() {
        long flushed = flushedLsn(); // first: a pin that comes later has at least as much in runs
        long well = damages.entries().stream().mapToLong(RunEntry::fromLsn).reduce(flushed, Math::min);
        return pins.least(well);
    }

    /** Holds on to the runs that are in force now, until it is closed. */
    public Pin pin() {
        return pins.take(versions, catalog);
    }

    /** Why the last flush failed, until one succeeds. */
    public Optional<IOException> flushFailure() {
        return flush.failure();
    }

    /** Reads what was applied. */
    public AssertionReader reader() {
        return reader;
    }

    /** Reads records as copies of shards. */
    public CopyReader copies() {
        return copies;
    }

    /** The assertion of an id whose shard is known; refused if that one lost claims. */
    public Optional<Recorded> find(AssertionId id, int shard) {
        return reader.find(id, shard);
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
        return dots.clock();
    }

    /** Greatest recorded_at that this node has given out itself. */
    public long givenClock() {
        return dots.givenClock();
    }

    /** Greatest n of a recorder in a shard; 0 if there is none. */
    public long dot(long recorder, int shard) {
        return dots.of(shard).of(recorder).greatest();
    }

    /** Greatest n that this node has given out in a shard, whether its record is held still or not. */
    public long given(int shard) {
        return dots.given(shard);
    }

    /** The node records under another name from now on. To be used by who applies. */
    public void recordAs(Recorders recorders) {
        dots.recordAs(recorders);
    }

    /** Which records were applied. The last of them may be about to show, and not show yet. */
    public DotVector reached() {
        return dots.held();
    }

    /** The same of one shard. */
    public ShardVector reached(int shard) {
        return dots.of(shard);
    }

    /** Numbers for operators; one consistent moment but for what is being applied. */
    public StoreStatistics statistics() {
        return reader.reading(StoreStatistics::of);
    }

    /** What each shard holds and adds up to. */
    public ShardStates shardStates() {
        return shardStates;
    }

    /** For reading again all that is in runs. */
    public StoreScrub scrub() {
        return new StoreScrub(files, versions, catalog);
    }

    /** What sources claimed. */
    public SourceCounter sources() {
        return new SourceCounter(reader);
    }

    /** Lets a merge or a healing that is under way end soon, unfinished; the next start does it again. */
    public void stopMerging() {
        merge.stop();
        heal.stop();
    }

    @Override
    public void close() {
        versions.close();
        files.mount().close();
    }
}
