package io.stemedb.store;

import io.stemedb.assertion.Claims;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A store that is filled run by run, for tests of what merges make of it. */
final class Filled {
    private Filled() {}

    /**
     * Makes one run of so many claims.
     *
     * @param applied how many there were before
     * @return how many there are now
     */
    static int flush(Store store, int shards, int applied, int records) {
        for (int i = applied + 1; i <= applied + records; i++) {
            Recorded record = Claims.claim(i)
                    .in("a/" + i % 1_000, "p")
                    .says("\"" + "x".repeat(300) + "\"")
                    .recorded(i)
                    .done();
            int shard = PathHash.shardOf(record.assertion().conceptPath(), shards);
            store.apply(RecordKey.of(shard, record), RecordFormat.encode(record));
        }
        store.freeze(applied + records);
        return applied + records;
    }

    /** Everything that is held, in the order in which a walk meets it. */
    static List<String> everything(Store store) {
        List<String> all = new ArrayList<>();
        var range = new SlotRange(SlotRange.Scope.ALL, "", null, null, true, false);
        try (SlotCursor walk = store.reader().slots(range)) {
            while (walk.next()) {
                walk.claims()
                        .forEach(claim -> all.add(
                                Arrays.toString(RecordFormat.encode(claim)) + claim.recordedAt() + claim.dot()));
            }
        }
        return all;
    }
}
