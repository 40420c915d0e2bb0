package io.stemedb.store;

import io.stemedb.assertion.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStoreException;

/**
 * Walks the slots of several shards, tables and runs in one order: by concept path, then predicate, the shard left aside.
 */
final class SlotWalk implements SlotCursor {
    private final Version version;
    private final SlotBounds bounds;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();
    private final List<byte[][]> found = new ArrayList<>();
    private List<Recorded> decoded;
    private boolean open = true;

    SlotWalk(Version version, SlotBounds bounds) {
        this.version = version;
        this.bounds = bounds;
        for (int shard : bounds.shards()) {
            byte[] from = bounds.fromIn(shard);
            addTable(version.active(), shard, from);
            addTable(version.frozen(), shard, from);
            for (RunHandle handle : version.runs()) {
                if (handle.run().holdsShard(shard)) {
                    addHead(new RunHead(shard, handle.run().claimsFrom(from)));
                }
            }
        }
    }

    private void addTable(MemTable table, int shard, byte[] from) {
        if (table != null) {
            addHead(new TableHead(
                    shard, table.claims().tailMap(from, true).entrySet().iterator()));
        }
    }

    private void addHead(Head head) {
        if (head.advance(bounds)) {
            heads.add(head);
        }
    }

    @Override
    public boolean next() {
        try {
            do {
                if (!gather()) {
                    return false;
                }
            } while (bounds.skips(RecordKey.slotOf(found.get(0)[0])));
            return true;
        } catch (MVStoreException damaged) {
            throw StoreReader.unavailable(damaged);
        }
    }

    /** Takes everything of the least slot off all heads. */
    private boolean gather() {
        found.clear();
        decoded = null;
        if (heads.isEmpty()) {
            return false;
        }
        byte[] slot = RecordKey.slotOf(heads.peek().key);
        while (!heads.isEmpty() && RecordKey.sameSlot(slot, heads.peek().key)) {
            Head head = heads.poll();
            boolean more = true;
            while (more && RecordKey.sameSlot(slot, head.key)) {
                found.add(new byte[][] {head.key, head.rest});
                more = head.advance(bounds);
            }
            if (more) {
                heads.add(head);
            }
        }
        return true;
    }

    @Override
    public String conceptPath() {
        return RecordKey.conceptPath(found.get(0)[0]);
    }

    @Override
    public String predicate() {
        return RecordKey.predicate(found.get(0)[0]);
    }

    @Override
    public List<Recorded> claims() {
        if (decoded == null) {
            decoded = StoreReader.decoded(found);
        }
        return decoded;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            version.release();
        }
    }

    /** Where one shard of one table or run stands. */
    private abstract static class Head implements Comparable<Head> {
        final int shard;
        byte[] key;
        byte[] rest;

        Head(int shard) {
            this.shard = shard;
        }

        /** Moves to the next record of the shard and range; false at their end. */
        final boolean advance(SlotBounds bounds) {
            return step() && bounds.holds(shard, key);
        }

        abstract boolean step();

        @Override
        public int compareTo(Head other) {
            return Arrays.compareUnsigned(key, Short.BYTES, key.length, other.key, Short.BYTES, other.key.length);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private static final class TableHead extends Head {
        private final Iterator<Map.Entry<byte[], byte[]>> entries;

        TableHead(int shard, Iterator<Map.Entry<byte[], byte[]>> entries) {
            super(shard);
            this.entries = entries;
        }

        @Override
        boolean step() {
            if (!entries.hasNext()) {
                return false;
            }
            Map.Entry<byte[], byte[]> entry = entries.next();
            key = entry.getKey();
            rest = entry.getValue();
            return true;
        }
    }

    private static final class RunHead extends Head {
        private final Cursor<byte[], byte[]> cursor;

        RunHead(int shard, Cursor<byte[], byte[]> cursor) {
            super(shard);
            this.cursor = cursor;
        }

        @Override
        boolean step() {
            if (!cursor.hasNext()) {
                return false;
            }
            key = cursor.next();
            rest = cursor.getValue();
            return true;
        }
    }
}
