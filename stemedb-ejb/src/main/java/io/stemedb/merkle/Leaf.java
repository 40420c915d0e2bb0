package io.stemedb.merkle;

import java.nio.ByteBuffer;

/**
 * What one record adds to the two sums of its bucket, 128 bits each. On disk for ever, in side files.
 *
 * @param contentHigh of what was claimed
 * @param recordHigh of every stored byte
 */
public record Leaf(long contentHigh, long contentLow, long recordHigh, long recordLow) {
    /** Its 32 bytes, big-endian. */
    public byte[] bytes() {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(contentHigh)
                .putLong(contentLow)
                .putLong(recordHigh)
                .putLong(recordLow)
                .array();
    }

    /** Reads what {@link #bytes} wrote. */
    public static Leaf of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Leaf(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }
}
