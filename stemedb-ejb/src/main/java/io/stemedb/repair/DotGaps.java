package io.stemedb.repair;

import io.stemedb.assertion.Dot;
import io.stemedb.progress.DotVector;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;
import io.stemedb.store.Recorders;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the records that are missing between others: this node numbers its own in each shard without gaps. Copies of
 * other nodes' records come in any order and say nothing.
 */
final class DotGaps {
    private final Map<Dot, Long> reached = new HashMap<>();
    private final Map<Integer, Long> missing = new TreeMap<>();
    private final Recorders own;
    private final Set<Integer> dropped;

    /**
     * Counts on.
     *
     * @param dots how far the records before go
     * @param dropped shards that say nothing: they were dropped once, and numbers before that are with other nodes
     */
    DotGaps(Recorders own, DotVector dots, Set<Integer> dropped) {
        this.dropped = dropped;
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
        int shard = RecordKey.shard(key);
        if (!own.own(dot.recorder()) || dropped.contains(shard)) {
            return;
        }
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
