package io.stemedb.cluster.scatter;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Range;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import io.stemedb.refusal.StemeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers other nodes that read from this node's copies, a page at a time. */
public final class PageReader {
    private final OwnCopies own;
    private final int shardCount;

    public PageReader(OwnCopies own, int shardCount) {
        this.own = own;
        this.shardCount = shardCount;
    }

    /**
     * Reads one page.
     *
     * @throws StemeException shard-unavailable, if this node does not have all of a shard
     */
    public Page read(Range range) {
        Judged judged = Judged.of(own, range.shards(), range.token(), range.compare());
        List<StoredRecord> records = new ArrayList<>();
        boolean ended;
        try (SlotCursor slots = own.slots(from(range), range.shards())) {
            ended = gather(slots, range, records);
        }
        Map<Integer, ShardVector> seen = new TreeMap<>();
        for (int shard : range.shards()) {
            seen.put(shard, own.have(shard)); // behind the reading: it may stand for a little more, never for less
        }
        own.requireAll(range.shards());
        return new Page(records, ended, seen, judged.complete(), judged.unreachable());
    }

    /** A slot that a page has ended in is looked at once more. */
    private static SlotRange from(Range range) {
        if (range.after().length == 0) {
            return range.slots();
        }
        SlotRange slots = range.slots();
        return new SlotRange(
                slots.scope(),
                slots.path(),
                RecordKey.conceptPath(range.after()),
                RecordKey.predicate(range.after()),
                true,
                slots.system(),
                slots.until());
    }

    private boolean gather(SlotCursor slots, Range range, List<StoredRecord> records) {
        long bytes = 0;
        byte[] slotOfAfter = range.after().length == 0 ? null : RecordKey.slotOf(range.after());
        while (slots.next()) {
            for (Recorded recorded : slots.claims()) {
                StoredRecord record = StoredRecord.of(PathHash.shardOf(recorded.assertion(), shardCount), recorded);
                boolean before = slotOfAfter != null
                        && RecordKey.sameSlot(slotOfAfter, record.key())
                        && Arrays.compareUnsigned(record.key(), range.after()) <= 0;
                if (before) {
                    continue;
                }
                if (bytes > 0 && bytes + record.bytes() > range.mostBytes()) {
                    return false;
                }
                records.add(record);
                bytes += record.bytes();
            }
        }
        return true;
    }
}
