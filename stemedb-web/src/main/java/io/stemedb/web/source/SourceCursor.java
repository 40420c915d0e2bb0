package io.stemedb.web.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.zip.CRC32C;

/** Where a page of sources ended: the last id on it, with a checksum against mistakes. */
final class SourceCursor {
    private static final byte VERSION = 1;
    private static final int FRAME_BYTES = 1 + Integer.BYTES;
    private static final int MOST_CHARS = 8192;

    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private SourceCursor() {}

    static String write(String id) {
        byte[] text = id.getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(FRAME_BYTES + text.length);
        out.put(VERSION).put(text).putInt(checksum(out.array(), out.position()));
        return TO_TEXT.encodeToString(out.array());
    }

    /** The id behind which to begin; the empty string if there is no cursor. */
    static String read(String cursor) {
        if (cursor == null) {
            return "";
        }
        byte[] bytes = decoded(cursor);
        int end = bytes.length - Integer.BYTES;
        // Many texts decode to the same bytes; only the one that was handed out is taken.
        if (bytes.length <= FRAME_BYTES
                || !TO_TEXT.encodeToString(bytes).equals(cursor)
                || bytes[0] != VERSION
                || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw bad();
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 1, end - 1)).toString();
        } catch (CharacterCodingException e) {
            throw bad();
        }
    }

    private static byte[] decoded(String cursor) {
        try {
            return cursor.length() > MOST_CHARS
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static StemeException bad() {
        return StemeException.of(
                        Refusal.BAD_CURSOR, "the cursor is not one that was handed out; ask for the first page again")
                .at("/cursor");
    }
}
