package io.stemedb.store;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.h2.mvstore.Cursor;

/** The entries of a run's map, but for those of shards that were dropped. */
final class HeldEntries implements Iterator<Map.Entry<byte[], byte[]>> {
    private final Cursor<byte[], byte[]> cursor;
    private final ShardOf shard;
    private final RunEntry entry;
    private final boolean all;
    private Map.Entry<byte[], byte[]> next;

    /** Which shard an entry of the map belongs to. */
    @FunctionalInterface
    interface ShardOf {
        int shard(byte[] key, byte[] value);
    }

    HeldEntries(Cursor<byte[], byte[]> cursor, ShardOf shard, RunEntry entry) {
        this.cursor = cursor;
        this.shard = shard;
        this.entry = entry;
        this.all = !entry.isPartial();
    }

    /** All entries of a map. */
    HeldEntries(Cursor<byte[], byte[]> cursor) {
        this.cursor = cursor;
        this.shard = (key, value) -> 0;
        this.entry = null;
        this.all = true;
    }

    @Override
    public boolean hasNext() {
        while (next == null && cursor.hasNext()) {
            byte[] key = cursor.next();
            if (all || entry.holdsShard(shard.shard(key, cursor.getValue()))) {
                next = Map.entry(key, cursor.getValue());
            }
        }
        return next != null;
    }

    @Override
    public Map.Entry<byte[], byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Map.Entry<byte[], byte[]> found = next;
        next = null;
        return found;
    }
}
