package io.stemedb.store;

import io.stemedb.merkle.Leaves;
import io.stemedb.merkle.Sums;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;

/** Sums stored records. For one thread. */
public final class RecordSums {
    private final Leaves leaves = new Leaves();
    private final Sums sums = new Sums();

    /** Adds a record by its key and the rest of it. */
    public void add(byte[] key, byte[] rest) {
        byte[] id = RecordFormat.id(rest).bytes();
        boolean nonce = RecordFormat.hasNonce(rest);
        sums.add(RecordKey.shard(key), id, leaves.of(id, nonce, RecordFormat.assertedAt(rest), key, rest));
    }

    /** What was added so far. */
    public Sums sums() {
        return sums;
    }

    /** Of a table; records that are being added meanwhile may be among them or not. */
    static Sums of(MemTable table) {
        RecordSums all = new RecordSums();
        table.claims().forEach(all::add);
        return all.sums;
    }
}
