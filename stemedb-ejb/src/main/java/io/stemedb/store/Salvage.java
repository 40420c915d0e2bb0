package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.KeyUse;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
    private final NavigableMap<byte[], StoredRecord> records = new TreeMap<>(Arrays::compareUnsigned);
    private final List<JournalEntry> notes = new ArrayList<>();
    private final Earlier earlier;

    private Salvage(RunEntry entry, Earlier earlier) {
        this.entry = entry;
        this.earlier = earlier;
    }

    /** What the runs before hold. A record is a twin if its claim came with one of these. */
    interface Earlier {
        /** The record of an id that is shown of these, or null. */
        StoredRecord shown(AssertionId id);
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

    static Outcome of(Run run, Earlier earlier, History remains) throws IOException {
        Salvage salvage = new Salvage(run.entry(), earlier);
        if (!(run instanceof LostRun)) {
            salvage.idsByKey.putAll(SoundClaims.idsByKey(run.maps().ids()));
            salvage.idsByKey.keySet().removeIf(key -> !run.holdsShard(RecordKey.shard(key)));
            SoundClaims.read(run.maps().claims(), salvage.idsByKey, salvage::take);
            salvage.readKeyUses(run.maps().idempotency());
        }
        remains.read(run.entry().fromLsn(), run.entry().toLsn(), salvage::take);
        return salvage.outcome();
    }

    /** What can be read of the run, and what the journal still has of it. */
    private void take(long lsn, byte[] key, byte[] rest) {
        JournalEntry written = JournalEntry.of(key, rest);
        written.stored().ifPresentOrElse(this::take, () -> notes.add(written));
    }

    private void take(StoredRecord record) {
        if (entry.holdsShard(record.shard())) {
            records.putIfAbsent(record.key(), record);
        }
    }

    private void readKeyUses(MVMap<byte[], byte[]> uses) {
        try {
            Cursor<byte[], byte[]> cursor = uses.cursor(null);
            while (cursor.hasNext()) {
                byte[] hash = cursor.next();
                notes.add(new JournalEntry.Note(KeyUse.of(cursor.getValue()).note(hash)));
            }
        } catch (MVStoreException unreadable) {
            // A key that is forgotten early costs a client that repeats a write with another body no more than that.
            System.getLogger(Salvage.class.getName()).log(System.Logger.Level.DEBUG, "keys are lost", unreadable);
        }
    }

    /**
     * A run does not say which of its records are twins. Of one id all are but the first, and that one too if an
     * earlier run has another.
     */
    private MemTable saved() {
        MemTable saved = new MemTable();
        notes.forEach(saved::take);
        Map<AssertionId, StoredRecord> shown = new HashMap<>();
        for (StoredRecord record : records.values()) {
            if (entry.twins().containsKey(record.shard())) {
                StoredRecord before = shown.computeIfAbsent(record.id(), earlier::shown);
                saved.take(JournalEntry.beside(record, before, RecordSums::leafOf));
                shown.merge(record.id(), record, StoreReader::least);
            } else {
                saved.add(record.key(), record.rest());
            }
        }
        return saved;
    }

    private Outcome outcome() {
        MemTable saved = saved();
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
