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
    private Writing writing;

    /**
     * What was written of a copy that is still there: it is no trash yet, and age is no reason to delete it.
     *
     * @param held all of this is in the file, durably. There may be more in it, and some twice; and behind it a part of
     *     a line, if the node ended while it was added to, but then the copy is still there, and is written anew.
     */
    private record Written(Path file, ShardVector held) {}

    /**
     * A file that gets records of a copy, part by part.
     *
     * @param before what is in it already; no record if it is new
     * @param held what will be in it
     * @param file its name once it has them all
     * @param at where it is until then
     * @param after the key behind which to go on
     */
    private record Writing(int shard, ShardVector before, ShardVector held, Path file, Path at, byte[] after) {
        Writing behind(byte[] key) {
            return new Writing(shard, before, held, file, at, key);
        }
    }

    Trash(Disk disk, Path dataDirectory) {
        this.disk = disk;
        this.directory = dataDirectory.resolve("trash");
    }

    /**
     * Writes a part of what a copy has and its file does not; to be called again until all of it is there, durably. It
     * may take claims meanwhile. If there is no room for it the copy may go all the same: to let go of copies is how a
     * disk gets room.
     *
     * @return whether all is written that the copy had when this began
     * @throws IOException if the disk fails
     */
    boolean part(Copies copies, int shard, long wallMicros) throws IOException {
        lock.lock();
        try {
            if (writing == null || writing.shard() != shard) {
                giveUp();
                writing = begun(copies, shard, wallMicros);
            }
            return writing == null || writeNext(copies);
        } catch (IOException failure) {
            goWithout(shard, failure);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what a sealed copy has and its file does not, which is little.
     *
     * @return what is in the copy; null if it was not written before, or is another one by now
     * @throws IOException if the disk fails
     */
    ShardVector rest(Copies copies, int shard) throws IOException {
        lock.lock();
        try {
            ShardVector held = copies.have(shard);
            if (held.isEmpty() || without.contains(shard)) {
                return held;
            }
            Written before = written.get(shard);
            if (before == null || !isGoodFor(before, held)) {
                return null;
            }
            return withRest(copies, shard, before, held);
        } finally {
            lock.unlock();
        }
    }

    private ShardVector withRest(Copies copies, int shard, Written before, ShardVector held) throws IOException {
        try {
            giveUp();
            writing = added(shard, before, held);
            while (writing != null && !writeNext(copies)) {
                // the next part
            }
        } catch (IOException failure) {
            goWithout(shard, failure);
        }
        return written.containsKey(shard) || without.contains(shard) ? held : null;
    }

    private boolean isGoodFor(Written before, ShardVector held) {
        return held.covers(before.held()) && disk.exists(before.file());
    }

    /** Null if there is nothing to write. */
    private Writing begun(Copies copies, int shard, long wallMicros) throws IOException {
        ShardVector held = copies.have(shard);
        Written before = written.get(shard);
        if (before != null && isGoodFor(before, held)) {
            return added(shard, before, held);
        }
        if (before != null) { // another copy, or one that has lost something
            written.remove(shard);
            disk.delete(before.file());
        }
        if (held.isEmpty()) {
            return null;
        }
        disk.createDirectories(directory);
        requireRoom(2 * copies.bytes(shard) + LEFT_FREE);
        Path file = named(shard, wallMicros);
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        disk.delete(unfinished);
        disk.create(unfinished).close();
        return new Writing(shard, ShardVector.NONE, held, file, unfinished, new byte[0]);
    }

    private static Writing added(int shard, Written before, ShardVector held) {
        return before.held().equals(held)
                ? null
                : new Writing(shard, before.held(), held, before.file(), before.file(), new byte[0]);
    }

    private void requireRoom(long bytes) throws IOException {
        long free = disk.freeBytes(directory);
        if (free < bytes) {
            throw new DiskFullException(free + " bytes free");
        }
    }

    /** Writes the next part; whether it was the last one. */
    private boolean writeNext(Copies copies) throws IOException {
        requireRoom(LEFT_FREE);
        Writing now = writing;
        JsonWriter lines = new JsonWriter();
        byte[] next = copies.some(now.shard(), now.before(), now.after(), PART_BYTES, record -> {
            AssertionJson.completed(lines, record.decoded().assertion());
            lines.newLine();
        });
        try (DiskFile out = disk.open(now.at())) {
            out.write(ByteBuffer.wrap(lines.toByteArray()), out.size());
            if (next != null) {
                writing = now.behind(next);
                return false;
            }
            out.force();
        }
        if (!copies.have(now.shard()).covers(now.held())) {
            giveUp(); // it has lost what may not have been written by then
            return false;
        }
        if (!now.at().equals(now.file())) {
            disk.rename(now.at(), now.file());
            disk.forceDirectory(directory);
        }
        writing = null;
        written.put(now.shard(), new Written(now.file(), now.held()));
        without.remove(now.shard());
        return true;
    }

    /** What is written by half goes, with what it was added to. */
    private void giveUp() throws IOException {
        Writing half = writing;
        writing = null;
        if (half != null) {
            written.remove(half.shard());
            disk.delete(half.at());
        }
    }

    /** If the disk is full: what was written is needed. If it fails, nobody knows what is in the file. */
    private void goWithout(int shard, IOException why) throws IOException {
        giveUp();
        Written before = written.remove(shard);
        if (before != null) {
            disk.delete(before.file());
        }
        if (!DiskFullException.behind(why)) {
            throw why;
        }
        if (without.add(shard)) { // said once for each copy, however often it is asked about before it goes
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "{0} is not kept for an hour once it is dropped, since there is no room for it in {1}: {2}",
                    PathHash.shardName(shard),
                    directory,
                    why.getMessage());
        }
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
            if (!disk.exists(directory)) {
                return;
            }
            letStay(leaving);
            Set<Path> held = written.values().stream().map(Written::file).collect(Collectors.toSet());
            if (writing != null) {
                held.add(writing.at());
            }
            for (String name : disk.list(directory)) {
                if (isOld(name, wallMicros) && !held.contains(directory.resolve(name))) {
                    disk.delete(directory.resolve(name));
                }
            }
        } catch (IOException failure) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} cannot be emptied: {1}", directory, Reason.of(failure));
        } finally {
            lock.unlock();
        }
    }

    private void letStay(IntPredicate leaving) throws IOException {
        if (writing != null && !leaving.test(writing.shard())) {
            giveUp();
        }
        without.removeIf(shard -> !leaving.test(shard));
        for (int shard : List.copyOf(written.keySet())) {
            if (!leaving.test(shard)) {
                disk.delete(written.remove(shard).file());
            }
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
