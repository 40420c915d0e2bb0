package io.stemedb.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Builds the bytes of one group for its place in a segment. */
final class GroupBuffer {
    private static final int FIRST_CAPACITY = 256 * 1024;

    private final CRC32C crc = new CRC32C();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_CAPACITY);
    private long segment;
    private long firstLsn;

    /** Bytes that a group of records takes in a segment. */
    static long size(int records, long payloadBytes) {
        return Frame.HEADER + Frame.EVIDENCE + (long) records * Frame.HEADER + payloadBytes;
    }

    /** Starts a frame sequence of at most {@code bytes} at an LSN. */
    void begin(long segmentNumber, long lsn, long bytes) {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(Math.toIntExact(Long.highestOneBit(bytes) * 2));
        }
        buffer.clear();
        segment = segmentNumber;
        firstLsn = lsn;
    }

    void evidence(byte type, long forcedLsn, int records) {
        int start = open(type, Frame.EVIDENCE);
        buffer.putLong(forcedLsn).putInt(records);
        seal(start, type);
    }

    void record(byte[] key, byte[] rest) {
        int start = open(Frame.RECORD, Short.BYTES + key.length + rest.length);
        buffer.putShort((short) key.length).put(key).put(rest);
        seal(start, Frame.RECORD);
    }

    /** LSN behind what was added so far. */
    long endLsn() {
        return firstLsn + buffer.position();
    }

    /** What was added, ready to be written. */
    ByteBuffer bytes() {
        return buffer.flip();
    }

    private int open(byte type, int payload) {
        int start = buffer.position();
        buffer.putInt(payload).putInt(0).put(type);
        return start;
    }

    private void seal(int start, byte type) {
        int end = buffer.position();
        int payloadAt = start + Frame.HEADER;
        int check = Frame.check(crc, segment, firstLsn + start, type, buffer.slice(payloadAt, end - payloadAt));
        buffer.putInt(start + 4, check);
    }
}
