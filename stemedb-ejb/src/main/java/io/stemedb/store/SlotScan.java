package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.h2.mvstore.Cursor;

/** Goes through the records of one slot in the order of their keys, in tables and runs at once. Not thread-safe. */
final class SlotScan {
    /** A large slot is not to be held in memory, not even its ids. */
    private static final int MOST_SEEN = 10_000;

    private final Version version;
    private final byte[] slot;
    private final int shard;
    private final boolean remembers;
    private final Set<AssertionId> seen = new HashSet<>();
    private final PriorityQueue<Part> parts =
            new PriorityQueue<>((one, other) -> Arrays.compareUnsigned(one.key, other.key));
    private Part current;

    /** @param from nothing recorded earlier is wanted */
    SlotScan(Version version, byte[] slot, long from) {
        this.version = version;
        this.slot = slot;
        this.shard = RecordKey.shard(slot);
        this.remembers = from <= 0 && version.hasTwins(shard);
        byte[] start = RecordKey.slotFrom(slot, from);
        for (MemTable table : new MemTable[] {version.active(), version.frozen()}) {
            if (table != null) {
                add(new TablePart(table, start));
            }
        }
        for (RunHandle handle : version.runs()) {
            if (handle.run().mayHoldSlot(slot)) {
                add(new RunPart(handle.run(), start));
            }
        }
    }

    private void add(Part part) {
        if (part.step() && RecordKey.sameSlot(slot, part.key)) {
            parts.add(part);
        }
    }

    /** Moves to the next record that is shown; false at the end. */
    boolean next() {
        while (step()) {
            if (isShown()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first of each id is shown. A scan that does not begin with the slot may not come past it, and has to look it
     * up.
     */
    private boolean isShown() {
        if (remembers && seen.size() < MOST_SEEN) {
            return seen.add(RecordFormat.id(current.rest));
        }
        if (!version.hasTwins(shard)) {
            return true;
        }
        StoredRecord shown = StoreReader.storedIn(version, RecordFormat.id(current.rest));
        return shown == null || Arrays.equals(shown.key(), current.key);
    }

    private boolean step() {
        if (current != null) {
            add(current);
        }
        current = parts.poll();
        return current != null;
    }

    byte[] key() {
        return current.key;
    }

    byte[] rest() {
        return current.rest;
    }

    private abstract static class Part {
        byte[] key;
        byte[] rest;

        abstract boolean step();
    }

    private static final class TablePart extends Part {
        private final Iterator<Map.Entry<byte[], byte[]>> entries;

        TablePart(MemTable table, byte[] from) {
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

    private static final class RunPart extends Part {
        private final Cursor<byte[], byte[]> cursor;

        RunPart(Run run, byte[] from) {
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
