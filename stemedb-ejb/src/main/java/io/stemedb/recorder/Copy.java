package io.stemedb.recorder;

import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.StemeException;
import java.nio.BufferUnderflowException;
import java.util.Arrays;

/**
 * A record that another node has recorded, as it came: it is stored in these very bytes.
 *
 * @param recorded what the bytes say
 */
public record Copy(Recorded recorded, byte[] key, byte[] rest) implements Input {
    private static final int LEAST_KEY = Short.BYTES + 2 + RecordKey.STAMP;

    /** What a twin says beside the record. */
    private static final int BESIDE = 64;

    /**
     * Reads and judges the bytes of a record.
     *
     * @param largest the most bytes that a record may have
     * @throws StemeException malformed or too-large, if it is not what a node would have recorded
     */
    static Copy read(byte[] key, byte[] rest, int shardCount, int largest) {
        if (key.length + rest.length + BESIDE > largest) {
            throw StemeException.tooLarge("", "a stored claim has at most " + largest + " bytes", (long) largest);
        }
        Recorded recorded = decoded(key, rest);
        if (recorded.dot().n() < 1) {
            throw StemeException.malformed("", "the record has no number of its recorder");
        }
        int shard = PathHash.shardOf(recorded.assertion(), shardCount);
        if (shard != RecordKey.shard(key)) {
            throw StemeException.malformed("", "the record is of " + PathHash.shardName(shard) + ", its key is not");
        }
        if (!Completion.idOf(recorded.assertion()).equals(recorded.id())) {
            throw StemeException.malformed("", "the record " + recorded.id() + " has the content of another id");
        }
        if (recorded.recordedAt() < 0 || !Arrays.equals(RecordKey.of(shard, recorded), key)) {
            throw StemeException.malformed("", "the key of the record is not that of its slot and stamp");
        }
        if (!Arrays.equals(RecordFormat.encode(recorded), rest)) {
            throw StemeException.malformed("", "the bytes of the record are not those of its content");
        }
        return new Copy(recorded, key, rest);
    }

    private static Recorded decoded(byte[] key, byte[] rest) {
        try {
            if (key.length >= LEAST_KEY) {
                return RecordFormat.decode(key, rest);
            }
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | IllegalArgumentException
                | IllegalStateException unreadable) {
            // refused below
        }
        throw StemeException.malformed("", "this is no stored record");
    }

    @Override
    public long weight() {
        return (long) key.length + rest.length + Weights.FIXED;
    }
}
