package io.stemedb.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys under which a run counts what sources claimed: the UTF-8 bytes of a source, a zero byte, and the shard in
 * two bytes. No source has a zero byte, so all counts of a source stand together and sources stand in their own order.
 */
final class SourceKey {
    private static final int TAIL = 1 + Short.BYTES;

    private SourceKey() {}

    static byte[] of(byte[] source, int shard) {
        return ByteBuffer.allocate(source.length + TAIL)
                .put(source)
                .put((byte) 0)
                .putShort((short) shard)
                .array();
    }

    /** The key that is before all of a source. */
    static byte[] before(byte[] source) {
        return Arrays.copyOf(source, source.length + 1);
    }

    static byte[] source(byte[] key) {
        return Arrays.copyOf(key, key.length - TAIL);
    }

    static int shard(byte[] key) {
        return ByteBuffer.wrap(key).getShort(key.length - Short.BYTES) & 0xffff;
    }

    static boolean isOf(byte[] key, byte[] source) {
        return key.length == source.length + TAIL && Arrays.equals(key, 0, source.length, source, 0, source.length);
    }
}
