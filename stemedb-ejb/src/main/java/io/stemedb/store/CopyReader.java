package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.StoredRecord;
import java.util.Optional;
import java.util.Set;

/** Reads records as copies of shards: by shard, by key, and as they are stored. Safe from any thread. */
public final class CopyReader {
    private final StoreReader reader;

    CopyReader(StoreReader reader) {
        this.reader = reader;
    }

    /** The record of an id that is shown, as it is stored, whatever is lost beside it; empty if there is none. */
    public Optional<StoredRecord> shown(AssertionId id) {
        return Optional.ofNullable(reader.stored(id));
    }

    /** Whether there is a record under this very key, shown or not. */
    public boolean holds(byte[] key) {
        return reader.holds(key);
    }

    /** Walks slots of some shards only, as the reader does. */
    public SlotCursor slots(SlotRange range, Set<Integer> shards) {
        return reader.slots(range, shards);
    }

    /**
     * Records of a shard that somebody lacks, in the order of keys, until they are so many bytes.
     *
     * @param have what he has
     * @param after the key behind which to go on; empty for the beginning
     */
    public RecordPage without(int shard, ShardVector have, byte[] after, long mostBytes) {
        return reader.reading(version -> RecordPage.of(new ShardScan(version, shard, after), have, mostBytes));
    }
}
