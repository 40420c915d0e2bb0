package io.stemedb.web.direct;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes little at a time. The server makes a slow reader's stream wait only once a write is queued, and it queues all of it: one
 * large write of each of many readers who stall would fill the heap.
 */
final class Slices extends FilterOutputStream {
    private static final int MOST = 8 * 1024;

    Slices(OutputStream to) {
        super(to);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += MOST) {
            out.write(bytes, offset + at, Math.min(MOST, length - at));
        }
    }
}
