package io.stemedb.store;

import io.stemedb.record.JournalEntry;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordKey;
import java.io.IOException;
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
            salvage.idsByKey.putAll(SoundClaims.idsByKey(run.maps().ids()));
            SoundClaims.read(run.maps().claims(), salvage.idsByKey, salvage::take);
            salvage.readKeyUses(run.maps().idempotency());
        }
        remains.read(run.entry().fromLsn(), run.entry().toLsn(), salvage::take);
        return salvage.outcome();
    }

    /** What can be read of the run, and what the journal still has of it. */
    private void take(long lsn, byte[] key, byte[] rest) {
        boolean unused = JournalEntry.of(key, rest).fold(this::add, this::add, note -> {
            saved.note(rest);
            return true;
        });
    }

    private boolean add(JournalEntry.New fresh) {
        if (saved.rest(fresh.key()) == null) {
            saved.add(fresh.key(), fresh.rest());
        }
        return true;
    }

    /** A record that was read out of the run first, as one like all others, becomes a twin again. */
    private boolean add(JournalEntry.Twin twin) {
        if (saved.rest(twin.key()) == null) {
            saved.addTwin(twin);
        }
        return true;
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
