package io.stemedb.journal;

import io.stemedb.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads one segment's frames through a sliding window, so that memory stays the same however large the segment is. */
final class SegmentReader {
    private static final int WINDOW = 2 * Frame.MAX_PAYLOAD;
    private static final int TYPE_AT = 8;
    private static final String BECAME_SHORTER = "a segment became shorter while it was read";

    private final DiskFile file;
    private final SegmentHeader header;
    private final long size;
    private ByteBuffer window;
    private final CRC32C crc = new CRC32C();
    private long windowStart;
    private long written = -1;

    SegmentReader(DiskFile file, SegmentHeader header) throws IOException {
        this(file, header, WINDOW);
    }

    /** @param windowBytes what is read at once; it grows if a frame is longer */
    SegmentReader(DiskFile file, SegmentHeader header, int windowBytes) throws IOException {
        this.window = ByteBuffer.allocate(windowBytes);
        this.file = file;
        this.header = header;
        this.size = file.size();
        window.limit(0);
    }

    /** What the first frame of a segment says of its own position, valid or not; -1 if none can stand. */
    static long namedFirstLsn(DiskFile file) throws IOException {
        ByteBuffer evidence = ByteBuffer.allocate(Long.BYTES);
        int read = file.read(evidence, SegmentHeader.BYTES + Frame.HEADER);
        return read < Long.BYTES ? -1 : evidence.getLong(0);
    }

    /** Reads anew what was read before. */
    void forget() {
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

    /** The frame at an offset: its payload between position and limit, or null if no valid frame stands. */
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
     * Whether any frame behind an offset says that the bytes at that offset were forced. Lengths cannot be trusted
     * there, so every offset is looked at.
     */
    boolean provenForcedBehind(long offset) throws IOException {
        long last = Math.min(written() - TYPE_AT, size - Frame.HEADER - Frame.EVIDENCE + 1);
        for (long at = offset + 1; at < last; at++) {
            int in = load(at, Frame.HEADER);
            byte type = window.get(in + TYPE_AT);
            if ((type == Frame.GROUP || type == Frame.MARK) && window.getInt(in) == Frame.EVIDENCE) {
                Found found = frameAt(at);
                if (found != null && found.payload().getLong(0) > lsnAt(offset)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where the first valid frame from an offset on begins, or -1. */
    long nextFrame(long from, long end) throws IOException {
        for (long at = from; at + Frame.HEADER <= end; at++) {
            int in = load(at, Frame.HEADER);
            int length = window.getInt(in);
            boolean likely = length > 0 && length <= Frame.MAX_PAYLOAD && Frame.known(window.get(in + TYPE_AT));
            if (likely && frameAt(at) != null) {
                return at;
            }
        }
        return -1;
    }

    /** Whether nothing but zeros stands from an offset to the end: the rest was never written. */
    boolean blankFrom(long offset) throws IOException {
        return offset >= written();
    }

    /**
     * Offset behind the last byte that is not zero. A start reads whole segments for it, so it compares by the block.
     */
    private long written() throws IOException {
        if (written < 0) {
            written = 0;
            window.limit(0);
            ByteBuffer zeros = ByteBuffer.allocate(window.capacity());
            for (long end = size; end > 0 && written == 0; end -= window.limit()) {
                window.clear().limit((int) Math.min(window.capacity(), end));
                windowStart = end - window.limit();
                if (file.read(window, windowStart) < window.limit()) {
                    throw new IOException(BECAME_SHORTER);
                }
                window.rewind();
                if (window.mismatch(zeros.limit(window.limit())) >= 0) {
                    written = end - trailingZeros();
                }
            }
        }
        return written;
    }

    private int trailingZeros() {
        int at = window.limit();
        while (window.get(at - 1) == 0) {
            at--;
        }
        return window.limit() - at;
    }

    /** Makes bytes available in the window; returns where in it they begin. */
    private int load(long offset, int bytes) throws IOException {
        if (offset < windowStart || offset + bytes > windowStart + window.limit()) {
            window = bytes > window.capacity() ? ByteBuffer.allocate(bytes) : window;
            window.clear();
            windowStart = offset;
            window.limit(file.read(window, offset));
            if (window.limit() < bytes) {
                throw new IOException(BECAME_SHORTER);
            }
        }
        return (int) (offset - windowStart);
    }

    /** A valid frame, and the offset behind it. */
    record Found(byte type, ByteBuffer payload, long next) {}
}
