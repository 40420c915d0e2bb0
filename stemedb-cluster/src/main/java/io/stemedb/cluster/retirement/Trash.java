package io.stemedb.cluster.retirement;

import io.stemedb.assertion.AssertionJson;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.copies.Copies;
import io.stemedb.files.Disk;
import io.stemedb.files.DiskFile;
import io.stemedb.files.DiskFullException;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.ShardVector;
import io.stemedb.refusal.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * What was dropped, for an hour: the claims of a shard, a line each, as {@code POST /v1/assertions} takes them, in
 * {@code <data-dir>/trash}. The name of a file has the moment of the drop. It is for people who find that a copy should
 * not have gone; no rule rests on it.
 */
final class Trash {
    private static final System.Logger LOGGER = System.getLogger(Trash.class.getName());
    private static final long KEPT_MICROS = Duration.ofHours(1).toNanos() / 1_000;
    private static final int PART_BYTES = 512 * 1024;
    private static final long LEFT_FREE = 64L << 20;
    private static final String UNFINISHED = ".part";

    private final Disk disk;
    private final Path directory;
    private final Map<Integer, Written> written = new HashMap<>();
    private final Set<Integer> without = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** What was written of a copy that is still there: it is no trash yet, and age is no reason to delete it. */
    private record Written(Path file, ShardVector held) {}

    Trash(Disk disk, Path dataDirectory) {
        this.disk = disk;
        this.directory = dataDirectory.resolve("trash");
    }

    /**
     * Writes what a copy has, durably. What was written of it before and is the same still is not written again. If
     * there is no room for it the copy may go all the same: to let go of copies is how a disk gets room.
     *
     * @return what was in the copy when this began
     * @throws IOException if the disk fails
     */
    ShardVector write(Copies copies, int shard, long wallMicros) throws IOException {
        lock.lock();
        try {
            return writeAlone(copies, shard, wallMicros);
        } finally {
            lock.unlock();
        }
    }

    private ShardVector writeAlone(Copies copies, int shard, long wallMicros) throws IOException {
        ShardVector held = copies.have(shard);
        Written before = written.get(shard);
        if (held.isEmpty() || (before != null && held.equals(before.held()))) {
            return held;
        }
        if (before != null) { // it has grown, and is not dropped yet: one file of it is enough
            disk.delete(before.file());
        }
        written.remove(shard);
        try {
            disk.createDirectories(directory);
            long free = disk.freeBytes(directory);
            if (free < 2 * copies.bytes(shard) + LEFT_FREE) {
                throw new DiskFullException(free + " bytes free");
            }
            written.put(shard, new Written(writtenFile(copies, shard, wallMicros), held));
            without.remove(shard);
        } catch (IOException failure) {
            if (!DiskFullException.behind(failure)) {
                throw failure;
            }
            tellWithout(shard, failure);
        }
        return held;
    }

    /** Once for each copy, however often it is asked about before it goes. */
    private void tellWithout(int shard, IOException why) {
        if (without.add(shard)) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "{0} is not kept for an hour once it is dropped, since there is no room for it in {1}: {2}",
                    PathHash.shardName(shard),
                    directory,
                    why.getMessage());
        }
    }

    private Path writtenFile(Copies copies, int shard, long wallMicros) throws IOException {
        Path file = named(shard, wallMicros);
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        disk.delete(unfinished);
        try (DiskFile out = disk.create(unfinished)) {
            write(copies, shard, out);
            out.force();
        } catch (IOException failure) {
            disk.delete(unfinished); // what it has taken is needed
            throw failure;
        }
        disk.rename(unfinished, file);
        disk.forceDirectory(directory);
        return file;
    }

    private static void write(Copies copies, int shard, DiskFile out) throws IOException {
        JsonWriter lines = new JsonWriter();
        AtomicLong at = new AtomicLong();
        copies.each(shard, record -> {
            AssertionJson.completed(lines, record.decoded().assertion());
            lines.newLine();
            if (lines.size() >= PART_BYTES) {
                append(lines, out, at);
            }
        });
        append(lines, out, at);
    }

    private static void append(JsonWriter lines, DiskFile out, AtomicLong at) throws IOException {
        byte[] bytes = lines.toByteArray();
        out.write(ByteBuffer.wrap(bytes), at.getAndAdd(bytes.length));
        lines.clear();
    }

    private Path named(int shard, long wallMicros) {
        return directory.resolve(PathHash.shardName(shard) + "-" + wallMicros + ".jsonl");
    }

    /** The copy is gone: its hour begins now, and the next one of this shard is written anew. */
    void dropped(int shard, long wallMicros) {
        lock.lock();
        try {
            Written gone = written.remove(shard);
            without.remove(shard);
            if (gone != null) {
                disk.rename(gone.file(), named(shard, wallMicros));
                disk.forceDirectory(directory);
            }
        } catch (IOException failure) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the hour for which {0} is kept in {1} may run from when it was written there: {2}",
                    PathHash.shardName(shard),
                    directory,
                    Reason.of(failure));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes what has been there for an hour, and at once what was written of copies that stay after all; at another
     * time if something is being written.
     *
     * @param leaving shards of which this node has a copy that is to be dropped
     */
    void sweep(long wallMicros, IntPredicate leaving) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            for (int shard : List.copyOf(written.keySet())) {
                if (!leaving.test(shard)) {
                    disk.delete(written.remove(shard).file());
                }
            }
            if (!disk.exists(directory)) {
                return;
            }
            Set<Path> unfinished = written.values().stream().map(Written::file).collect(Collectors.toSet());
            for (String name : disk.list(directory)) {
                if (isOld(name, wallMicros) && !unfinished.contains(directory.resolve(name))) {
                    disk.delete(directory.resolve(name));
                }
            }
        } catch (IOException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} cannot be emptied: {1}", directory, Reason.of(failure));
        } finally {
            lock.unlock();
        }
    }

    /** Files of other names are not ours. One from the future is old, too: the clock was wrong then. */
    private static boolean isOld(String name, long wallMicros) {
        String[] parts = name.split("[-.]");
        if (parts.length < 3 || !parts[0].startsWith("shard_") || !parts[1].matches("[0-9]{1,18}")) {
            return false;
        }
        return Math.abs(wallMicros - Long.parseLong(parts[1])) > KEPT_MICROS;
    }
}
