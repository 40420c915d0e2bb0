package io.stemedb.store;

import io.stemedb.record.RecordKey;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.PriorityQueue;
import org.h2.mvstore.Cursor;

/** Goes through the records of one slot in the order of their keys, in tables and runs at once. Not thread-safe. */
final class SlotScan {
    private final byte[] slot;
    private final PriorityQueue<Part> parts =
            new PriorityQueue<>((one, other) -> Arrays.compareUnsigned(one.key, other.key));
    private Part current;

    /** @param from nothing recorded earlier is wanted */
    SlotScan(Version version, byte[] slot, long from) {
        this.slot = slot;
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

    /** Moves to the next record; false at the end. */
    boolean next() {
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
