package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
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
     * @param clock greatest recorded_at
     * @param dots greatest n by recorder and shard
     */
    record Extent(long lsn, long clock, Map<Long, Map<Integer, Long>> dots) {}

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

    /** Bytes of keys and records alone; of a table that has ended. */
    long recordBytes() {
        return bytes - (long) OVERHEAD * claims.size();
    }

    boolean isEmpty() {
        return claims.isEmpty();
    }
}
