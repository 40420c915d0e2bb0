package io.stemedb.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The key of a stored record: shard (2 bytes), concept path, 0, predicate, 0, recorded_at (8), recorder (8), n (8),
 * numbers big-endian, so that the unsigned order of bytes is the order of shards, paths, slots and time, and a shard, a
 * path prefix and a slot are each one range. Names hold no 0: control characters are refused.
 */
public final class RecordKey {
    /** Bytes behind the slot: when and by whom it was recorded. */
    public static final int STAMP = 3 * Long.BYTES;

    private RecordKey() {}

    /** The whole key. */
    public static byte[] of(int shard, Recorded record) {
        byte[] path = record.assertion().conceptPath().getBytes(UTF_8);
        byte[] predicate = record.assertion().predicate().getBytes(UTF_8);
        ByteBuffer key = ByteBuffer.allocate(Short.BYTES + path.length + predicate.length + 2 + STAMP);
        key.putShort((short) shard).put(path).put((byte) 0).put(predicate).put((byte) 0);
        key.putLong(record.recordedAt())
                .putLong(record.dot().recorder())
                .putLong(record.dot().n());
        return key.array();
    }

    /** What the keys of a slot begin with. */
    public static byte[] slotPrefix(int shard, String conceptPath, String predicate) {
        byte[] path = conceptPath.getBytes(UTF_8);
        byte[] name = predicate.getBytes(UTF_8);
        ByteBuffer key = ByteBuffer.allocate(Short.BYTES + path.length + name.length + 2);
        return key.putShort((short) shard)
                .put(path)
                .put((byte) 0)
                .put(name)
                .put((byte) 0)
                .array();
    }

    /** The key of a record of a slot. */
    public static byte[] of(byte[] slot, long recordedAt, Dot dot) {
        return ByteBuffer.allocate(slot.length + STAMP)
                .put(slot)
                .putLong(recordedAt)
                .putLong(dot.recorder())
                .putLong(dot.n())
                .array();
    }

    /** What the keys of a slot's records begin with or stand behind that were recorded at or after a time. */
    public static byte[] slotFrom(byte[] slot, long from) {
        // Times before 1970 are none that anything is recorded at, and would sort behind all others.
        return ByteBuffer.allocate(slot.length + Long.BYTES)
                .put(slot)
                .putLong(Math.max(0, from))
                .array();
    }

    /** The slot part of a key: everything but the stamp. */
    public static byte[] slotOf(byte[] key) {
        return Arrays.copyOf(key, key.length - STAMP);
    }

    public static boolean sameSlot(byte[] slot, byte[] key) {
        return key.length == slot.length + STAMP && Arrays.equals(slot, 0, slot.length, key, 0, slot.length);
    }

    /** The shard that a key begins with. */
    public static int shard(byte[] key) {
        return (key[0] & 0xff) << 8 | (key[1] & 0xff);
    }

    public static String conceptPath(byte[] key) {
        return new String(key, Short.BYTES, endOfPath(key) - Short.BYTES, UTF_8);
    }

    public static String predicate(byte[] key) {
        int from = endOfPath(key) + 1;
        return new String(key, from, key.length - STAMP - 1 - from, UTF_8);
    }

    /** When it was recorded, microseconds since 1970. */
    public static long recordedAt(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - STAMP);
    }

    /** Who recorded it, and as which. */
    public static Dot dot(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key);
        return new Dot(bytes.getLong(key.length - 2 * Long.BYTES), bytes.getLong(key.length - Long.BYTES));
    }

    /** The least key above all that begin with a prefix, or null if there is none. */
    public static byte[] above(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xff) {
                byte[] next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return null;
    }

    private static int endOfPath(byte[] key) {
        int at = Short.BYTES;
        while (key[at] != 0) {
            at++;
        }
        return at;
    }
}
