package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.files.BlockChecks;
import io.stemedb.files.DamagedBlockException;
import io.stemedb.files.Disk;
import io.stemedb.files.MvMount;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** A finished run, open for reading. Safe from any thread. */
class Run {
    private static final int CACHE_MB = 4;

    private final RunEntry entry;
    private final SideFile side;
    private final MVStore store;
    private final RunMaps maps;
    private final RunSources sources;

    private Run(RunEntry entry, SideFile side, MVStore store) {
        this.entry = entry;
        this.side = side;
        this.store = store;
        this.maps = RunMaps.of(store);
        this.sources = new RunSources(entry, maps);
    }

    /** The same files by another entry. */
    private Run(RunEntry entry, Run same) {
        this.entry = entry;
        this.side = same.side;
        this.store = same.store;
        this.maps = same.maps;
        this.sources = new RunSources(entry, maps);
    }

    /** For one that cannot be opened. */
    Run(RunEntry entry) {
        this.entry = entry;
        this.side = null;
        this.store = null;
        this.maps = null;
        this.sources = null;
    }

    /**
     * Opens a run.
     *
     * @param told of each read that fails once it is open
     * @throws StoreDamagedException if a file of it is missing, cut, foreign or damaged
     */
    static Run open(Disk disk, MvMount mount, Path directory, RunEntry entry, Consumer<IOException> told)
            throws IOException {
        SideFile side = SideFile.read(disk, directory.resolve(entry.sideName()), entry);
        Path path = directory.resolve(entry.fileName());
        if (!disk.exists(path)) {
            throw new StoreDamagedException(path, "the run is missing");
        }
        try {
            MVStore.Builder builder = new MVStore.Builder().cacheSize(CACHE_MB);
            return opened(mount.openChecked(path, side.checks(), builder, told), entry, side);
        } catch (IOException e) {
            throw new StoreDamagedException(path, Reason.of(e), e);
        }
    }

    /** Opening the maps reads their first pages. */
    private static Run opened(MVStore store, RunEntry entry, SideFile side) throws IOException {
        try {
            Run run = new Run(entry, side, store);
            run.refuseOlderState();
            return run;
        } catch (MVStoreException e) {
            store.closeImmediately();
            throw DamagedBlockException.behind(e).map(IOException.class::cast).orElseGet(() -> new IOException(e));
        } catch (IOException e) {
            store.closeImmediately();
            throw e;
        }
    }

    /** MVStore opens whatever last state it can read, and an older one would be a shorter answer. */
    private void refuseOlderState() throws IOException {
        long claims = maps.claims().sizeAsLong();
        long ids = maps.ids().sizeAsLong();
        if (claims != entry.records() || ids != entry.ids()) {
            throw new IOException(
                    "it opens with " + claims + " claims and " + ids + " ids, it was written with " + entry.records());
        }
    }

    RunEntry entry() {
        return entry;
    }

    /** The same run by an entry in which less of it counts. */
    Run as(RunEntry less) {
        return new Run(less, this);
    }

    BlockChecks checks() {
        return side.checks();
    }

    long slots() {
        return side.slots();
    }

    /** The key of an id, or null. Another id that begins alike would give its key: compare the record. */
    byte[] key(byte[] idKey) {
        byte[] key = side.filters().mayHoldId(idKey) ? maps.ids().get(idKey) : null;
        return key == null || holdsShard(RecordKey.shard(key)) ? key : null;
    }

    byte[] rest(byte[] key) {
        return maps.claims().get(key);
    }

    boolean mayHoldSlot(byte[] slot) {
        return holdsShard(RecordKey.shard(slot)) && side.filters().mayHoldSlot(slot);
    }

    boolean holdsShard(int shard) {
        return entry.holdsShard(shard);
    }

    /** A vector that has all records of a shard that the run holds; empty if it keeps none. */
    Optional<ShardVector> dots(int shard) {
        byte[] vector = maps.dots() == null ? null : maps.dots().get(RunMaps.shardKey(shard));
        return vector == null ? Optional.empty() : Optional.of(ShardVector.read(vector));
    }

    /** Claims from a key on, in order. */
    Cursor<byte[], byte[]> claimsFrom(byte[] key) {
        return maps.claims().cursor(key);
    }

    /** What a caller's key stands for, or null. */
    KeyUse byIdempotency(byte[] hash) {
        byte[] use = maps.idempotency().get(hash);
        return use == null ? null : KeyUse.of(use);
    }

    /** Records of a source in some shards. */
    long source(String source, IntPredicate shards) {
        return sources.count(source.getBytes(UTF_8), shards);
    }

    /** The first sources from one on; at least one more than the limit if there are so many. */
    List<byte[]> sources(byte[] from, int limit) {
        return sources.names(from, limit);
    }

    /** The claims that count, in order. */
    Iterator<Map.Entry<byte[], byte[]>> heldClaims() {
        return new HeldEntries(maps.claims().cursor(null), (key, rest) -> RecordKey.shard(key), entry);
    }

    /** The ids of these, in order. An id is spread over all shards; its key names one. */
    Iterator<Map.Entry<byte[], byte[]>> heldIds() {
        return new HeldEntries(maps.ids().cursor(null), (id, key) -> RecordKey.shard(key), entry);
    }

    /** Counts by {@link SourceKey} of the shards that it holds, in order. */
    Iterator<Map.Entry<byte[], byte[]>> heldSources() {
        return sources.from(new byte[0]);
    }

    RunMaps maps() {
        return maps;
    }

    void close() {
        store.closeImmediately();
    }
}
