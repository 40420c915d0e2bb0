package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.h2.mvstore.Cursor;

/**
 * Walks the ids of a shard and the keys of their records, of several records of one id the one that is shown. The
 * indexes of runs have a shard as one range, so no record is read; the few system facts are read, as their ids say
 * nothing of their shard.
 */
final class ShownIds {
    private static final int BUCKET_AT = 2;

    private final Version version;
    private final int shard;
    private final int shardCount;

    ShownIds(Version version, int shard, int shardCount) {
        this.version = version;
        this.shard = shard;
        this.shardCount = shardCount;
    }

    /** Takes one; false to end the walk. */
    interface Taker {
        boolean take(byte[] id, byte[] key);
    }

    /** @param buckets which are looked at */
    void forEach(BitSet buckets, Taker taker) {
        Taker some =
                (id, key) -> !buckets.get(id[BUCKET_AT] & 0xff) || RecordKey.shard(key) != shard || taker.take(id, key);
        if (!version.hasTwins(shard)) {
            all(some);
            return;
        }
        NavigableMap<byte[], byte[]> shown = new TreeMap<>(Arrays::compareUnsigned);
        all((id, key) -> {
            if (buckets.get(id[BUCKET_AT] & 0xff)) {
                shown.merge(id, key, MemTable::least);
            }
            return true;
        });
        for (Map.Entry<byte[], byte[]> entry : shown.entrySet()) {
            if (!some.take(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }

    private void all(Taker taker) {
        if (shard == PathHash.SYSTEM_SHARD) {
            ShardScan facts = new ShardScan(version, shard, new byte[0]);
            while (facts.next() && taker.take(RunMaps.idKey(RecordFormat.id(facts.rest())), facts.key())) {
                // the next one
            }
        } else if (ofTable(version.active(), taker) && ofTable(version.frozen(), taker)) {
            ofRuns(taker);
        }
    }

    private boolean ofTable(MemTable table, Taker taker) {
        if (table == null) {
            return true;
        }
        for (Map.Entry<AssertionId, byte[]> entry : table.keys().entrySet()) {
            if (PathHash.shardOf(entry.getKey().hash16(), shardCount) == shard
                    && !taker.take(RunMaps.idKey(entry.getKey()), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private void ofRuns(Taker taker) {
        int first = shard * ((1 << Short.SIZE) / shardCount);
        byte[] from = ByteBuffer.allocate(Short.BYTES).putShort((short) first).array();
        for (RunHandle handle : version.runs()) {
            if (handle.run().holdsShard(shard)) {
                Cursor<byte[], byte[]> ids = handle.run().maps().ids().cursor(from);
                while (ids.hasNext() && isOfShard(ids.next())) {
                    if (!taker.take(ids.getKey(), ids.getValue())) {
                        return;
                    }
                }
            }
        }
    }

    private boolean isOfShard(byte[] id) {
        return PathHash.shardOf(ByteBuffer.wrap(id).getShort() & 0xffff, shardCount) == shard;
    }
}
