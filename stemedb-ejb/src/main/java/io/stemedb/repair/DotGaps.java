package io.stemedb.repair;

import io.stemedb.assertion.Dot;
import io.stemedb.progress.DotVector;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import io.stemedb.store.Recorders;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the records that are missing between others: this node numbers its own in each shard without gaps. Copies of
 * other nodes' records come in any order and say nothing.
 */
final class DotGaps {
    private final Map<Dot, Long> reached = new HashMap<>();
    private final Map<Integer, Long> missing = new TreeMap<>();

    private final Recorders own;

    /** @param dots how far the records before go */
    DotGaps(Recorders own, DotVector dots) {
        this.own = own;
        dots.shards()
                .forEach((shard, vector) -> vector.recorders()
                        .forEach(recorder -> reached.put(
                                new Dot(recorder, shard), vector.of(recorder).greatest())));
    }

    /** The next record in the order of the journal. */
    void next(StoredRecord record) {
        byte[] key = record.key();
        Dot dot = RecordKey.dot(key);
        if (!own.own(dot.recorder())) {
            return;
        }
        int shard = RecordKey.shard(key);
        long before = reached.getOrDefault(new Dot(dot.recorder(), shard), 0L);
        if (dot.n() > before + 1) {
            missing.merge(shard, dot.n() - before - 1, Long::sum);
        }
        reached.put(new Dot(dot.recorder(), shard), Math.max(before, dot.n()));
    }

    /** By shard. */
    Map<Integer, Long> missing() {
        return missing;
    }
}
