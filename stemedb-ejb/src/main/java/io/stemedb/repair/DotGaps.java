package io.stemedb.repair;

import io.stemedb.assertion.Dot;
import io.stemedb.progress.DotVector;
import io.stemedb.record.RecordKey;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts the records that are missing between others: each shard numbers its own without gaps. */
final class DotGaps {
    private final Map<Dot, Long> reached = new HashMap<>();
    private final Map<Integer, Long> missing = new TreeMap<>();

    /** @param dots how far the records before go */
    DotGaps(DotVector dots) {
        dots.shards()
                .forEach((shard, vector) -> vector.recorders()
                        .forEach(recorder -> reached.put(
                                new Dot(recorder, shard), vector.of(recorder).greatest())));
    }

    /** The next record in the order of the journal. */
    void next(byte[] key) {
        if (key.length == 0) {
            return; // a note has no number
        }
        Dot dot = RecordKey.dot(key);
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
