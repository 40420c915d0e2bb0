package io.stemedb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Recorded;
import io.stemedb.reading.SlotCursor;
import io.stemedb.record.RecordKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStoreException;

/**
 * Walks the slots of several shards, tables and runs in one order: by concept path, then predicate, the shard left
 * aside.
 */
final class SlotWalk implements SlotCursor {
    /** How far a head is walked before it is looked up anew. */
    private static final int STEPS = 8;

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
                    addHead(new RunHead(shard, handle.run(), from));
                }
            }
        }
    }

    private void addTable(MemTable table, int shard, byte[] from) {
        if (table != null) {
            addHead(new TableHead(shard, table, from));
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

    @Override
    public void skipTo(String path) {
        byte[] target = path.getBytes(UTF_8);
        List<Head> behind = new ArrayList<>();
        for (Head head : heads) {
            if (head.isBefore(target)) {
                behind.add(head);
            }
        }
        if (behind.isEmpty()) {
            return;
        }
        heads.removeAll(new HashSet<>(behind));
        try {
            for (Head head : behind) {
                if (head.passTo(target, bounds)) {
                    heads.add(head);
                }
            }
        } catch (MVStoreException damaged) {
            throw StoreReader.unavailable(damaged);
        }
    }

    /** Takes everything of the next slot that has anything to show off all heads. */
    private boolean gather() {
        found.clear();
        decoded = null;
        while (found.isEmpty() && !heads.isEmpty()) {
            gatherLeast();
        }
        return !found.isEmpty();
    }

    private void gatherLeast() {
        byte[] slot = RecordKey.slotOf(heads.peek().key);
        while (!heads.isEmpty() && RecordKey.sameSlot(slot, heads.peek().key)) {
            Head head = heads.poll();
            boolean more = true;
            while (more && RecordKey.sameSlot(slot, head.key)) {
                if (RecordKey.recordedAt(head.key) <= bounds.until()) {
                    found.add(new byte[][] {head.key, head.rest});
                }
                more = head.advance(bounds);
            }
            if (more) {
                heads.add(head);
            }
        }
        StoreReader.shown(version, found);
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
    public int size() {
        return found.size();
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

        /** Goes on at a key of the shard. */
        abstract void seek(byte[] from);

        final boolean isBefore(byte[] target) {
            return Arrays.compareUnsigned(key, Short.BYTES, key.length, target, 0, target.length) < 0;
        }

        /** Moves to the first record at or behind a path; false if range or shard end before. */
        final boolean passTo(byte[] target, SlotBounds bounds) {
            for (int i = 0; i < STEPS; i++) { // what is near is cheaper to walk to than to look up
                if (!advance(bounds)) {
                    return false;
                }
                if (!isBefore(target)) {
                    return true;
                }
            }
            seek(SlotBounds.in(shard, target));
            return advance(bounds);
        }

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
        private final MemTable table;
        private Iterator<Map.Entry<byte[], byte[]>> entries;

        TableHead(int shard, MemTable table, byte[] from) {
            super(shard);
            this.table = table;
            seek(from);
        }

        @Override
        void seek(byte[] from) {
            entries = table.claims().tailMap(from, true).entrySet().iterator();
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
        private final Run run;
        private Cursor<byte[], byte[]> cursor;

        RunHead(int shard, Run run, byte[] from) {
            super(shard);
            this.run = run;
            seek(from);
        }

        @Override
        void seek(byte[] from) {
            cursor = run.claimsFrom(from);
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
