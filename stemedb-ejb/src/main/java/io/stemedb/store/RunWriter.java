package io.stemedb.store;

import io.stemedb.files.BlockChecks;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.MvMount;
import io.stemedb.merkle.Sums;
import io.stemedb.record.RecordKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Writes one run, once, front to back. Add the claims in key order, then the ids, then the rest, then {@link #finish}.
 */
final class RunWriter {
    /**
     * Unsaved bytes at which a chunk is written: MVStore's own bound is off, since it would commit between two maps. It
     * keeps the buffer of a chunk for the next one only up to 4 MiB, and pages take more than what is in them.
     */
    private static final int CHUNK_BYTES = 1 << 20;

    /**
     * A run is forced after so many bytes, and not only at its end: a large one would leave gigabytes for one force,
     * and the journal's own would wait behind it.
     */
    static final int FORCE_BYTES = 8 << 20;

    private static final int CACHE_MB = 1;
    private static final int PAGE_BYTES = 16 * 1024;

    /** More would make {@code append} split pages unevenly. */
    private static final int KEYS_PER_PAGE = 100;

    /**
     * {@code append} fills a page with keys whatever their values weigh, and a walk holds a page of each shard and run.
     * From this size on a record is put instead, which splits pages by their bytes.
     */
    private static final int LARGE_BYTES = 1024;

    private final Disk disk;
    private final Path directory;
    private final long number;
    private final MVStore store;
    private final RunMaps maps;
    private final Filters filters;
    private final Map<Integer, Long> shards = new TreeMap<>();
    private final RecordSums sums = new RecordSums();
    private final Sums minus = new Sums();
    private final Map<Integer, Long> twins = new TreeMap<>();
    private final Map<Integer, byte[]> vectors = new TreeMap<>();
    private DotCollector dots = new DotCollector();
    private int dotsOf = -1;
    private long records;
    private long ids;
    private long slots;
    private long unsaved;
    private long unforced;
    private byte[] firstKey;
    private byte[] lastKey;

    RunWriter(Disk disk, MvMount mount, Path directory, long number, long recordsAtMost, long slotsAtMost)
            throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.number = number;
        disk.delete(directory.resolve(RunEntry.fileName(number))); // what a failed attempt left
        disk.delete(directory.resolve(RunEntry.sideName(number)));
        this.store = open(mount.nameOf(directory.resolve(RunEntry.fileName(number))));
        try {
            this.maps = RunMaps.of(store);
            this.filters = Filters.sized(recordsAtMost, slotsAtMost);
        } catch (RuntimeException | Error e) { // the filters of a large merge may not fit the heap
            abandon();
            throw e;
        }
    }

    private MVStore open(String name) throws IOException {
        try {
            MVStore opened = new MVStore.Builder()
                    .fileName(name)
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .cacheSize(CACHE_MB)
                    .keysPerPage(KEYS_PER_PAGE)
                    .pageSplitSize(PAGE_BYTES)
                    .open();
            opened.setVersionsToKeep(0);
            return opened;
        } catch (RuntimeException | Error e) {
            remove();
            throw e;
        }
    }

    void claim(byte[] key, byte[] rest) {
        if (lastKey == null || !sameSlot(lastKey, key)) {
            slots++;
            filters.addSlot(RecordKey.slotOf(key));
        }
        if (firstKey == null) {
            firstKey = key;
        }
        lastKey = key;
        records++;
        int shard = RecordKey.shard(key);
        shards.merge(shard, 1L, Long::sum);
        sums.add(key, rest);
        append(maps.claims(), key, rest);
        if (shard != dotsOf) {
            closeDots();
            dotsOf = shard;
        }
        dots.add(RecordKey.dot(key));
    }

    /** Claims come shard by shard, so that one shard's numbers are in memory at a time. */
    private void closeDots() {
        dots.covering().ifPresent(vector -> vectors.put(dotsOf, vector.bytes()));
        dots = new DotCollector();
    }

    void id(byte[] idKey, byte[] key) {
        ids++;
        filters.addId(idKey);
        append(maps.ids(), idKey, key);
    }

    void idempotency(byte[] hash, byte[] idAndTime) {
        append(maps.idempotency(), hash, idAndTime);
    }

    /** @param source a {@link SourceKey} */
    void source(byte[] source, byte[] count) {
        append(maps.sources(), source, count);
    }

    /** Some of the records were not news: they stand beside another one of their id. */
    void twins(Map<Integer, Long> byShard, Sums notShown) {
        byShard.forEach((shard, count) -> twins.merge(shard, count, Long::sum));
        minus.add(notShown);
    }

    private void append(MVMap<byte[], byte[]> map, byte[] key, byte[] value) {
        if (key.length + value.length < LARGE_BYTES) {
            map.append(key, value);
        } else {
            map.put(key, value);
        }
        unsaved += key.length + value.length;
        if (unsaved >= CHUNK_BYTES) {
            store.commit();
            unforced += unsaved;
            unsaved = 0;
        }
        if (unforced >= FORCE_BYTES) {
            store.sync();
            unforced = 0;
        }
    }

    /** Makes both files and their names durable; what the manifest is to say of them. */
    RunEntry finish(int level, long fromLsn, long toLsn) throws IOException {
        closeDots();
        vectors.forEach((shard, vector) -> append(maps.dots(), RunMaps.shardKey(shard), vector));
        store.commit();
        store.close();
        BlockChecks checks;
        try (DiskFile file = disk.open(directory.resolve(RunEntry.fileName(number)))) {
            file.force();
            checks = BlockChecks.of(file);
        }
        byte[] side = new SideFile(checks, slots, filters)
                .write(disk, directory.resolve(RunEntry.sideName(number)), sums.sums(), minus);
        disk.forceDirectory(directory);
        return new RunEntry(
                number,
                level,
                records,
                fromLsn,
                toLsn,
                hex(firstKey),
                hex(lastKey),
                checks.length(),
                side.length,
                SideFile.check(side),
                shards,
                ids,
                twins);
    }

    /** Gives up; the files are removed as far as the disk lets them. */
    void abandon() {
        try {
            store.closeImmediately();
        } catch (RuntimeException e) {
            System.getLogger(RunWriter.class.getName())
                    .log(System.Logger.Level.DEBUG, "an unfinished run does not close", e);
        }
        remove();
    }

    private void remove() {
        try {
            disk.delete(directory.resolve(RunEntry.fileName(number)));
            disk.delete(directory.resolve(RunEntry.sideName(number)));
        } catch (IOException e) {
            // The files are in no manifest: the next start removes what is left of them.
            System.getLogger(RunWriter.class.getName())
                    .log(System.Logger.Level.DEBUG, "leaving an unfinished run behind", e);
        }
    }

    /** A table may have held nothing but notes. */
    private static String hex(byte[] key) {
        return key == null ? "" : HexFormat.of().formatHex(key);
    }

    private static boolean sameSlot(byte[] key, byte[] other) {
        int length = key.length - RecordKey.STAMP;
        return other.length == key.length && Arrays.equals(key, 0, length, other, 0, length);
    }
}
