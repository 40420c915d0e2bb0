package io.stemedb.record;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Dot;
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

    /** Who recorded it, and as which number. */
    public Dot dot() {
        return RecordKey.dot(key);
    }

    /** The shard that its key names. */
    public int shard() {
        return RecordKey.shard(key);
    }

    /** The id of its claim. */
    public AssertionId id() {
        return RecordFormat.id(rest);
    }

    /** How many bytes it has. */
    public int bytes() {
        return key.length + rest.length;
    }
}
