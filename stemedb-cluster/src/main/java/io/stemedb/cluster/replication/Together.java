package io.stemedb.cluster.replication;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.recorder.AppendOutcome.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records of one shard that were recorded together and go to the same nodes. Whatever a record needs by itself on its
 * way costs as much as storing it, so they go as one.
 *
 * @param shard of all of them
 * @param records what is sent
 * @param places of their outcomes among all outcomes
 * @param ids in the same order
 */
record Together(int shard, List<StoredRecord> records, List<Integer> places, List<AssertionId> ids) {
    /** A message takes a few of these, and one that is refused is sent again whole. */
    private static final int MOST_RECORDS = 64;

    private static final long MOST_BYTES = 64 * 1024;

    private Together(int shard) {
        this(shard, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** All that was recorded, or is held already: a repeat is sent like a new one. What was refused is in none. */
    static List<Together> of(List<AppendOutcome> outcomes, int shardCount) {
        List<Together> all = new ArrayList<>();
        Map<Integer, Together> open = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Recorded recorded = outcomes.get(i).fold(fresh -> fresh, held -> held, refusal -> null);
            if (recorded != null) {
                int shard = PathHash.shardOf(recorded.assertion(), shardCount);
                Together one = open.computeIfAbsent(shard, Together::new);
                one.add(StoredRecord.of(shard, recorded), i, recorded.id());
                if (one.isFull()) {
                    all.add(open.remove(shard));
                }
            }
        }
        all.addAll(open.values());
        return all;
    }

    private void add(StoredRecord record, int place, AssertionId id) {
        records.add(record);
        places.add(place);
        ids.add(id);
    }

    private boolean isFull() {
        return records.size() == MOST_RECORDS
                || records.stream().mapToLong(StoredRecord::bytes).sum() >= MOST_BYTES;
    }

    /** If too few nodes have them in time, nobody knows what became of each. */
    void settle(Spread.End end, AppendOutcome[] outcomes) {
        for (int i = 0; end != Spread.End.ENOUGH && i < places.size(); i++) {
            outcomes[places.get(i)] = new Refused(Lead.unknown(ids.get(i)));
        }
    }
}
