package io.stemedb.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The layout of a frame: length of the payload (4 bytes), CRC32C (4), type (1), payload. All numbers are big-endian.
 *
 * <p>The check covers the segment number, the LSN and the type as well, so that a frame is only valid where it was
 * written: what a recycled segment held before is never taken for new.
 */
final class Frame {
    /** Bytes before the payload. */
    static final int HEADER = 9;

    /** A stored record. */
    static final byte RECORD = 1;

    /** Opens a group: everything before the LSN it names was forced before it was written. */
    static final byte GROUP = 2;

    /** Written when the journal rests or closes, to tell damage of the last group from a torn one. */
    static final byte MARK = 3;

    /** Payload of {@link #GROUP} and {@link #MARK}: the forced LSN (8 bytes) and the number of records (4). */
    static final int EVIDENCE = 12;

    /** More than any record can need; a longer length is damage. */
    static final int MAX_PAYLOAD = 1 << 20;

    private Frame() {}

    static boolean known(byte type) {
        return type == RECORD || type == GROUP || type == MARK;
    }

    /**
     * The check of a frame.
     *
     * @param payload read from its position to its limit, and left so
     */
    static int check(CRC32C crc, long segment, long lsn, byte type, ByteBuffer payload) {
        crc.reset();
        update(crc, segment);
        update(crc, lsn);
        crc.update(type);
        crc.update(payload);
        return (int) crc.getValue();
    }

    private static void update(CRC32C crc, long number) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc.update((int) (number >>> shift) & 0xff);
        }
    }
}
