package io.stemedb.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;

/** Takes from a damaged run what its sound blocks hold, and names what they do not. */
final class Salvage {
    private final RunEntry entry;
    private final NavigableMap<byte[], byte[]> idsByKey = new TreeMap<>(Arrays::compareUnsigned);
    private final MemTable saved = new MemTable();

    private Salvage(RunEntry entry) {
        this.entry = entry;
    }

    /**
     * What became of a run.
     *
     * @param saved all that can be read
     * @param named lost records that the index of ids still names
     * @param namedKeys their keys
     * @param unnamed lost records by shard that nothing names
     */
    record Outcome(MemTable saved, LostClaims named, List<byte[]> namedKeys, Map<Integer, Long> unnamed) {
        Map<Integer, Long> lostByShard() {
            Map<Integer, Long> lost = new TreeMap<>(unnamed);
            namedKeys.forEach(key -> lost.merge(RecordKey.shard(key), 1L, Long::sum));
            return lost;
        }

        LostClaims lost() {
            return named.with(new LostClaims(LostClaims.sorted(), LostClaims.sorted(), unnamed.keySet()));
        }
    }

    static Outcome of(Run run, History remains) throws IOException {
        Salvage salvage = new Salvage(run.entry());
        if (!(run instanceof LostRun)) {
            salvage.readIds(run.maps().ids());
            salvage.readClaims(run.maps().claims());
            salvage.readKeyUses(run.maps().idempotency());
        }
        remains.read(run.entry().fromLsn(), run.entry().toLsn(), salvage::take);
        return salvage.outcome();
    }

    /** What the journal still has of the run. */
    private void take(long lsn, byte[] key, byte[] rest) {
        if (KeyUse.isNote(key)) {
            saved.note(rest);
        } else if (saved.rest(key) == null) {
            saved.add(key, rest);
        }
    }

    /** Ids are spread evenly, so behind a page that cannot be read the next one is found by stepping through their first bytes. */
    private void readIds(MVMap<byte[], byte[]> ids) {
        int step = 0;
        while (step < 1 << 16) {
            byte[] from = ByteBuffer.allocate(2).putShort((short) step).array();
            try {
                Cursor<byte[], byte[]> cursor = ids.cursor(from);
                while (cursor.hasNext()) {
                    byte[] id = cursor.next();
                    idsByKey.put(cursor.getValue(), id);
                    step = ByteBuffer.wrap(id).getShort() & 0xffff;
                }
                return;
            } catch (MVStoreException unreadable) {
                step++;
            }
        }
    }

    /** Behind a page that cannot be read it goes on with the next key that an id leads to. */
    private void readClaims(MVMap<byte[], byte[]> claims) {
        byte[] from = {};
        while (from != null) {
            byte[] last = from;
            try {
                Cursor<byte[], byte[]> cursor = claims.cursor(from);
                while (cursor.hasNext()) {
                    last = cursor.next();
                    if (saved.rest(last) == null) {
                        saved.add(last, cursor.getValue());
                    }
                }
                return;
            } catch (MVStoreException unreadable) {
                from = idsByKey.higherKey(last);
            }
        }
    }

    private void readKeyUses(MVMap<byte[], byte[]> uses) {
        try {
            Cursor<byte[], byte[]> cursor = uses.cursor(null);
            while (cursor.hasNext()) {
                byte[] hash = cursor.next();
                saved.note(KeyUse.of(cursor.getValue()).note(hash));
            }
        } catch (MVStoreException unreadable) {
            // A key that is forgotten early costs a client that repeats a write with another body no more than that.
            System.getLogger(Salvage.class.getName()).log(System.Logger.Level.DEBUG, "keys are lost", unreadable);
        }
    }

    private Outcome outcome() {
        NavigableSet<byte[]> slots = LostClaims.sorted();
        NavigableSet<byte[]> ids = LostClaims.sorted();
        List<byte[]> keys = new ArrayList<>();
        Map<Integer, Long> missing = new TreeMap<>(entry.shards());
        saved.claims().keySet().forEach(key -> missing.merge(RecordKey.shard(key), -1L, Long::sum));
        idsByKey.forEach((key, id) -> {
            if (saved.rest(key) == null) {
                slots.add(RecordKey.slotOf(key));
                ids.add(id);
                keys.add(key);
                missing.merge(RecordKey.shard(key), -1L, Long::sum);
            }
        });
        missing.values().removeIf(count -> count <= 0);
        return new Outcome(saved, new LostClaims(slots, ids, new TreeSet<>()), keys, missing);
    }
}
