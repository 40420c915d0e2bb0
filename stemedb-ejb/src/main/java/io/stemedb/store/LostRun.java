package io.stemedb.store;

import io.stemedb.assertion.PathHash;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** A run that counts and cannot be opened: it answers nothing, and lets nobody answer without what it may hold. */
final class LostRun extends Run {
    private final int shardCount;
    private final Damages damages;
    private final byte[] first;
    private final byte[] last;

    LostRun(RunEntry entry, int shardCount, Damages damages) {
        super(entry);
        this.shardCount = shardCount;
        this.damages = damages;
        this.first = HexFormat.of().parseHex(entry.firstKey());
        this.last = HexFormat.of().parseHex(entry.lastKey());
    }

    private MVStoreException lost() {
        Damage damage = damages.of(entry());
        String why = damage == null ? "it is being replaced" : damage.detail();
        return DataUtils.newMVStoreException(
                DataUtils.ERROR_READING_FAILED, "{0} cannot be read: {1}", entry().fileName(), why);
    }

    @Override
    long slots() {
        throw lost();
    }

    /** An id leads to its shard, but for system facts: their ids lead to the shard that their path would have. */
    @Override
    byte[] key(byte[] idKey) {
        int shard = PathHash.shardOf(ByteBuffer.wrap(idKey).getShort() & 0xffff, shardCount);
        if (holdsShard(shard) || holdsShard(PathHash.SYSTEM_SHARD)) {
            throw lost();
        }
        return null;
    }

    @Override
    byte[] rest(byte[] key) {
        throw lost();
    }

    @Override
    boolean mayHoldSlot(byte[] slot) {
        boolean reachesFirst = Arrays.compareUnsigned(slot, first) >= 0
                || Arrays.mismatch(slot, first) == slot.length; // the first record is of this very slot
        return holdsShard(RecordKey.shard(slot)) && reachesFirst && Arrays.compareUnsigned(slot, last) <= 0;
    }

    @Override
    Optional<ShardVector> dots(int shard) {
        throw lost();
    }

    @Override
    Cursor<byte[], byte[]> claimsFrom(byte[] key) {
        throw lost();
    }

    @Override
    KeyUse byIdempotency(byte[] hash) {
        throw lost();
    }

    @Override
    long source(String source, IntPredicate shards) {
        throw lost();
    }

    @Override
    List<byte[]> sources(byte[] from, int limit) {
        throw lost();
    }

    @Override
    Iterator<Map.Entry<byte[], byte[]>> heldClaims() {
        throw lost();
    }

    @Override
    Iterator<Map.Entry<byte[], byte[]>> heldIds() {
        throw lost();
    }

    @Override
    Iterator<Map.Entry<byte[], byte[]>> heldSources() {
        throw lost();
    }

    @Override
    Run as(RunEntry less) {
        return new LostRun(less, shardCount, damages);
    }

    @Override
    RunMaps maps() {
        throw lost();
    }

    @Override
    void close() {
        // nothing is open
    }
}
