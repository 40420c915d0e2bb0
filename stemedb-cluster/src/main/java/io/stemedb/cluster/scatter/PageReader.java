package io.stemedb.cluster.scatter;

import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.peer.Waiting;
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
import java.util.concurrent.CompletableFuture;

/** Answers other nodes that read from this node's copies, a page at a time. */
public final class PageReader {
    private final OwnCopies own;
    private final int shardCount;

    public PageReader(OwnCopies own, int shardCount) {
        this.own = own;
        this.shardCount = shardCount;
    }

    /** Completes once this node shows what the token of a question says of what it asks for. */
    public CompletableFuture<Void> reach(Range range) {
        own.requireAll(range.shards()); // else it may never be reached
        return own.reach(range.token(), range.shards());
    }

    /**
     * Reads one page.
     *
     * @throws StemeException shard-unavailable, if this node does not have all of a shard
     */
    public Page read(Range range) {
        Judged judged = Judged.of(own, range.shards(), range.token(), range.requirement());
        Filling filling = new Filling(range);
        if (range.after().length == 0 || restOfSlot(filling)) {
            try (SlotCursor slots = own.slots(behind(range), range.shards())) {
                filling.ended = gather(slots, filling);
            }
        }
        Map<Integer, ShardVector> seen = new TreeMap<>();
        for (int shard : range.shards()) {
            seen.put(shard, own.have(shard)); // behind the reading: it may stand for a little more, never for less
        }
        own.requireAll(range.shards());
        return new Page(filling.records, filling.ended, seen, judged.complete(), own.newest(), judged.unreachable());
    }

    /**
     * Goes on in the slot that the page before has ended in, without reading what came already: a slot may be as large
     * as many pages. False if the page is full.
     */
    private boolean restOfSlot(Filling page) {
        byte[] after = page.range.after();
        own.scan(RecordKey.conceptPath(after), RecordKey.predicate(after), RecordKey.recordedAt(after), recorded -> {
            Waiting.require();
            return recorded.recordedAt() <= page.range.slots().until()
                    && (isBefore(recorded, after) || page.take(recorded));
        });
        return !page.full;
    }

    private boolean isBefore(Recorded recorded, byte[] after) {
        return recorded.recordedAt() == RecordKey.recordedAt(after)
                && Arrays.compareUnsigned(stored(recorded).key(), after) <= 0;
    }

    private StoredRecord stored(Recorded recorded) {
        return StoredRecord.of(PathHash.shardOf(recorded.assertion(), shardCount), recorded);
    }

    /** The slots behind the one that the page before has ended in. */
    private static SlotRange behind(Range range) {
        if (range.after().length == 0) {
            return range.slots();
        }
        SlotRange slots = range.slots();
        return new SlotRange(
                slots.scope(),
                slots.path(),
                RecordKey.conceptPath(range.after()),
                RecordKey.predicate(range.after()),
                false,
                slots.system(),
                slots.until());
    }

    private static boolean gather(SlotCursor slots, Filling page) {
        while (slots.next()) {
            Waiting.require();
            for (Recorded recorded : slots.claims()) {
                if (!page.take(recorded)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a page holds so far. */
    private final class Filling {
        private final Range range;
        private final List<StoredRecord> records = new ArrayList<>();
        private long bytes;
        private boolean full;
        private boolean ended;

        Filling(Range range) {
            this.range = range;
        }

        /** False if it takes no more. */
        boolean take(Recorded recorded) {
            StoredRecord record = stored(recorded);
            full = bytes > 0 && bytes + record.bytes() > range.mostBytes();
            if (!full) {
                records.add(record);
                bytes += record.bytes();
            }
            return !full;
        }
    }
}
