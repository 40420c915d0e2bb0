package io.stemedb.admin.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes of a file, with where they stand in it. A mark of the byte order at its begin is passed over. */
final class Bytes {
    /** The end of the file. */
    static final int END = -1;

    private static final int[] MARK = {0xEF, 0xBB, 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private int at;
    private long before;

    /** @param offset where the stream stands in the file */
    Bytes(InputStream in, long offset) throws IOException {
        this.in = in;
        this.before = offset;
        if (offset == 0) {
            passMark();
        }
    }

    private void passMark() throws IOException {
        while (filled < MARK.length && fill()) {
            // so that the mark is whole
        }
        for (int i = 0; i < MARK.length; i++) {
            if (filled < MARK.length || (buffer[i] & 0xFF) != MARK[i]) {
                return;
            }
        }
        at = MARK.length;
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(read, 0);
        return read > 0;
    }

    /** The next byte, which stays the next one; {@link #END} if there is none. */
    int peek() throws IOException {
        if (at == filled) {
            before += filled;
            at = 0;
            filled = 0;
            if (!fill()) {
                return END;
            }
        }
        return buffer[at] & 0xFF;
    }

    /** The next byte; {@link #END} if there is none. */
    int read() throws IOException {
        int next = peek();
        if (next != END) {
            at++;
        }
        return next;
    }

    /** Where the next byte stands. */
    long offset() {
        return before + at;
    }

    /** A text of bytes; null if they are no UTF-8. */
    static String text(ByteArrayOutputStream bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }
}
