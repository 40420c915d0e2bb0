package io.stemedb.record;

import io.stemedb.assertion.Recorded;

/**
 * A record as it is stored, and as it goes from node to node: never encoded anew on the way.
 *
 * @param key its {@link RecordKey}; nobody may change the array
 * @param rest its {@link RecordFormat}; nobody may change the array
 */
public record StoredRecord(byte[] key, byte[] rest) {
    /** The bytes of a record. */
    public static StoredRecord of(int shard, Recorded recorded) {
        return new StoredRecord(RecordKey.of(shard, recorded), RecordFormat.encode(recorded));
    }

    /** What the bytes say. */
    public Recorded decoded() {
        return RecordFormat.decode(key, rest);
    }

    /** How many bytes it has. */
    public int bytes() {
        return key.length + rest.length;
    }
}
