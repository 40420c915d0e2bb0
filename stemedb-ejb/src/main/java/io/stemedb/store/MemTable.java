package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.merkle.Leaf;
import io.stemedb.merkle.Sums;
import io.stemedb.progress.DotVector;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What was written since the last run, sorted, in memory. One thread adds, any thread reads. */
final class MemTable {
    /** What a record costs in memory beside its bytes: two maps' nodes and the objects in them. */
    private static final int OVERHEAD = 200;

    private final NavigableMap<byte[], byte[]> claims = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    private final Map<AssertionId, byte[]> keys = new ConcurrentHashMap<>();
    private final Map<ByteBuffer, KeyUse> idempotency = new ConcurrentHashMap<>();
    private final Tally tally = new Tally();
    private final Sums minus = new Sums();
    private long bytes;
    private volatile Extent extent;

    void add(byte[] key, byte[] rest) {
        AssertionId id = RecordFormat.id(rest);
        byte[] hash = RecordFormat.idempotency(key, rest);
        claims.put(key, rest);
        keys.put(id, key);
        if (hash != null) {
            remember(hash, new KeyUse(id, RecordKey.recordedAt(key)));
        }
        tally.add(RecordKey.shard(key), RecordFormat.source(rest));
        bytes += key.length + rest.length + OVERHEAD;
    }

    /** Takes a record of an id that is held already, here or in a run. */
    void addTwin(JournalEntry.Twin twin) {
        byte[] key = twin.key();
        AssertionId id = RecordFormat.id(twin.rest());
        claims.put(key, twin.rest());
        keys.merge(id, key, MemTable::least);
        RecordSums sums = new RecordSums();
        Leaf loser = twin.wins() ? Leaf.of(twin.shownLeaf()) : sums.leaf(key, twin.rest());
        synchronized (minus) {
            minus.add(RecordKey.shard(key), id.bytes(), loser);
        }
        tally.addTwin(RecordKey.shard(key));
        bytes += key.length + twin.rest().length + OVERHEAD;
    }

    /** Of two keys the one of the record that is shown. */
    static byte[] least(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) <= 0 ? one : other;
    }

    /** What the records add up to that are not shown. */
    Sums minus() {
        Sums copy = new Sums();
        synchronized (minus) {
            copy.add(minus);
        }
        return copy;
    }

    /** Whether some id has another record, here or in a run. */
    boolean hasTwins() {
        return !tally.twins().isEmpty();
    }

    /** The same of one shard. */
    boolean hasTwins(int shard) {
        return tally.hasTwins(shard);
    }

    /** Takes what the journal has. */
    void take(JournalEntry entry) {
        boolean unused = entry.fold(
                fresh -> {
                    add(fresh.key(), fresh.rest());
                    return true;
                },
                twin -> {
                    addTwin(twin);
                    return true;
                },
                note -> {
                    note(note.rest());
                    return true;
                });
    }

    /** Takes a note of a key that was used with a claim held before. */
    void note(byte[] note) {
        remember(KeyUse.hashOf(note), KeyUse.ofNote(note));
        bytes += note.length + OVERHEAD;
    }

    private void remember(byte[] hash, KeyUse use) {
        idempotency.merge(ByteBuffer.wrap(hash), use, KeyUse::later);
    }

    /** What the store had reached when the table took its last record. */
    void ends(Extent end) {
        extent = end;
    }

    /** Null until the table has ended. */
    Extent extent() {
        return extent;
    }

    /**
     * How far a store has come.
     *
     * @param lsn every record before it was applied, none behind it
     * @param counted what that was
     */
    record Extent(long lsn, Counted counted) {
        /** The same without records that are held no more. */
        Extent without(DotVector lost) {
            return new Extent(lsn, counted.without(lost));
        }
    }

    byte[] key(AssertionId id) {
        return keys.get(id);
    }

    byte[] rest(byte[] key) {
        return claims.get(key);
    }

    KeyUse byIdempotency(byte[] hash) {
        return idempotency.isEmpty() ? null : idempotency.get(ByteBuffer.wrap(hash));
    }

    NavigableMap<byte[], byte[]> claims() {
        return claims;
    }

    Map<AssertionId, byte[]> keys() {
        return keys;
    }

    Map<ByteBuffer, KeyUse> idempotency() {
        return idempotency;
    }

    Tally tally() {
        return tally;
    }

    /** Estimated bytes of heap. */
    long bytes() {
        return bytes;
    }

    /** About how many bytes of keys and records there are of each shard. */
    Map<Integer, Long> bytesByShard() {
        Map<Integer, Long> shared = new TreeMap<>();
        Map<Integer, Long> records = tally.shards();
        long all = records.values().stream().mapToLong(Long::longValue).sum();
        double each = Math.max(1, (double) bytes / Math.max(1, all) - OVERHEAD);
        records.forEach((shard, count) -> shared.put(shard, Math.round(each * count)));
        return shared;
    }

    /** Bytes of keys and records alone; of a table that has ended. */
    long recordBytes() {
        return bytes - (long) OVERHEAD * claims.size();
    }

    boolean isEmpty() {
        return claims.isEmpty();
    }
}
