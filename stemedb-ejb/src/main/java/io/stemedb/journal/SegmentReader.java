package io.stemedb.journal;

import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads one segment's frames through a sliding window, so that memory stays the same however large the segment is. */
final class SegmentReader {
    private static final int WINDOW = 2 * Frame.MAX_PAYLOAD;

    private final DiskFile file;
    private final SegmentHeader header;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private final CRC32C crc = new CRC32C();
    private long windowStart;

    SegmentReader(DiskFile file, SegmentHeader header) throws IOException {
        this.file = file;
        this.header = header;
        this.size = file.size();
        window.limit(0);
    }

    long size() {
        return size;
    }

    long lsnAt(long offset) {
        return header.firstLsn() + offset - SegmentHeader.BYTES;
    }

    long offsetOf(long lsn) {
        return lsn - header.firstLsn() + SegmentHeader.BYTES;
    }

    /** The frame at an offset: its payload between position and limit, or null where no valid frame stands. */
    Found frameAt(long offset) throws IOException {
        if (offset + Frame.HEADER > size) {
            return null;
        }
        int at = load(offset, Frame.HEADER);
        int length = window.getInt(at);
        byte type = window.get(at + 8);
        if (length <= 0 || length > Frame.MAX_PAYLOAD || !Frame.known(type) || offset + Frame.HEADER + length > size) {
            return null;
        }
        at = load(offset, Frame.HEADER + length);
        ByteBuffer payload = window.slice(at + Frame.HEADER, length);
        int check = Frame.check(crc, header.number(), lsnAt(offset), type, payload);
        payload.rewind();
        return check == window.getInt(at + 4) ? new Found(type, payload, offset + Frame.HEADER + length) : null;
    }

    /**
     * Whether any frame behind an offset says that the bytes at that offset were forced. Lengths cannot be trusted there,
     * so every offset is looked at.
     */
    boolean provenForcedBehind(long offset) throws IOException {
        for (long at = offset + 1; at + Frame.HEADER + Frame.EVIDENCE <= size; at++) {
            int in = load(at, Frame.HEADER);
            byte type = window.get(in + 8);
            if ((type == Frame.GROUP || type == Frame.MARK) && window.getInt(in) == Frame.EVIDENCE) {
                Found found = frameAt(at);
                if (found != null && found.payload().getLong(0) > lsnAt(offset)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether nothing but zeros stands from an offset to the end: the rest was never written. */
    boolean blankFrom(long offset) throws IOException {
        for (long at = offset; at < size; ) {
            int in = load(at, 1);
            for (; in < window.limit(); in++, at++) {
                if (window.get(in) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Makes bytes available in the window; returns where in it they begin. */
    private int load(long offset, int bytes) throws IOException {
        if (offset < windowStart || offset + bytes > windowStart + window.limit()) {
            window.clear();
            windowStart = offset;
            window.limit(file.read(window, offset));
            if (window.limit() < bytes) {
                throw new IOException("a segment became shorter while it was read");
            }
        }
        return (int) (offset - windowStart);
    }

    /** A valid frame, and the offset behind it. */
    record Found(byte type, ByteBuffer payload, long next) {}
}
