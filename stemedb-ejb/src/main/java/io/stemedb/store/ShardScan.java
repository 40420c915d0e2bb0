package io.stemedb.store;

import io.stemedb.progress.ShardVector;
import io.stemedb.record.RecordKey;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.PriorityQueue;
import org.h2.mvstore.Cursor;

/** A walk over the stored records of one shard, from tables and runs, in the order of keys. */
final class ShardScan {
    private final int shard;
    private final byte[] after;
    private final PriorityQueue<Part> parts =
            new PriorityQueue<>((one, other) -> Arrays.compareUnsigned(one.key, other.key));
    private Part current;

    /** @param after the key behind which to begin; empty for the first */
    ShardScan(Version version, int shard, byte[] after) {
        this(version, shard, after, ShardVector.NONE);
    }

    /** @param have runs that hold nothing but this are passed over */
    ShardScan(Version version, int shard, byte[] after, ShardVector have) {
        this.shard = shard;
        this.after = after;
        byte[] from = after.length == 0 ? SlotBounds.in(shard, after) : after;
        for (MemTable table : new MemTable[] {version.active(), version.frozen()}) {
            if (table != null) {
                add(new TablePart(table, from));
            }
        }
        for (RunHandle handle : version.runs()) {
            if (handle.run().holdsShard(shard)
                    && !handle.run().dots(shard).filter(have::covers).isPresent()) {
                add(new RunPart(handle.run(), from));
            }
        }
    }

    private void add(Part part) {
        do {
            if (!part.step() || RecordKey.shard(part.key) != shard) {
                return;
            }
        } while (Arrays.equals(part.key, after));
        parts.add(part);
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
