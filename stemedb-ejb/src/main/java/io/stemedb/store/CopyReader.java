package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.merkle.Marks;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.JournalEntry;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Reads records as copies of shards: by shard, by key, and as they are stored. Safe from any thread. */
public final class CopyReader {
    private final StoreReader reader;
    private final int shardCount;

    CopyReader(StoreReader reader, int shardCount) {
        this.reader = reader;
        this.shardCount = shardCount;
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
        return reader.reading(version -> RecordPage.of(new ShardScan(version, shard, after, have), have, mostBytes));
    }

    /**
     * The names of the records of a shard that are shown, in order, see {@link Marks}.
     *
     * @param buckets which of the shard
     * @param ofBytes whether each record is read, and named by all of its bytes; else by what indexes say
     */
    public long[] marks(int shard, BitSet buckets, boolean ofBytes) {
        return reader.reading(version -> {
            LongStream.Builder marks = LongStream.builder();
            new ShownIds(version, shard, shardCount).forEach(buckets, (id, key) -> {
                marks.add(mark(version, id, key, ofBytes));
                return true;
            });
            return marks.build().sorted().toArray();
        });
    }

    /**
     * Records of a shard that are shown, by their names.
     *
     * @param mostBytes of records, about; what is beyond that is left out
     */
    public List<StoredRecord> marked(int shard, Set<Long> marks, boolean ofBytes, long mostBytes) {
        BitSet buckets = new BitSet();
        marks.forEach(mark -> buckets.set(Marks.bucket(mark)));
        return reader.reading(version -> {
            List<StoredRecord> found = new ArrayList<>();
            long[] left = {mostBytes};
            new ShownIds(version, shard, shardCount).forEach(buckets, (id, key) -> {
                if (marks.contains(mark(version, id, key, ofBytes))) {
                    StoredRecord record = new StoredRecord(key, restOf(version, key));
                    found.add(record);
                    left[0] -= record.bytes();
                }
                return left[0] > 0;
            });
            return found;
        });
    }

    private static long mark(Version version, byte[] id, byte[] key, boolean ofBytes) {
        return ofBytes
                ? Marks.ofBytes(id, new RecordSums().leaf(key, restOf(version, key)))
                : Marks.ofStamp(id, JournalEntry.stampOf(key));
    }

    private static byte[] restOf(Version version, byte[] key) {
        return StoreReader.restIn(version, RecordKey.slotOf(key), key);
    }
}
