package io.stemedb.store;

import io.stemedb.merkle.Leaf;
import io.stemedb.merkle.Leaves;
import io.stemedb.merkle.Sums;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.record.StoredRecord;

/** Sums stored records. For one thread. */
public final class RecordSums {
    private final Leaves leaves = new Leaves();
    private final Sums sums = new Sums();

    /** Adds a record by its key and the rest of it. */
    public void add(byte[] key, byte[] rest) {
        add(key, RecordFormat.id(rest).bytes(), leaf(key, rest));
    }

    /** Adds the leaf of a record of a shard, which is known by the key of any record of that id. */
    void add(byte[] key, byte[] id, Leaf leaf) {
        sums.add(RecordKey.shard(key), id, leaf);
    }

    /** What a record adds. */
    Leaf leaf(byte[] key, byte[] rest) {
        byte[] id = RecordFormat.id(rest).bytes();
        return leaves.of(id, RecordFormat.hasNonce(rest), RecordFormat.assertedAt(rest), key, rest);
    }

    /** What a record adds, as bytes. */
    public byte[] leafBytes(StoredRecord record) {
        return leaf(record.key(), record.rest()).bytes();
    }

    /** The same for who asks once. */
    static byte[] leafOf(StoredRecord record) {
        return new RecordSums().leafBytes(record);
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
