package io.stemedb.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Slot;
import io.stemedb.assertion.Times;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where a page ended. To clients it is opaque text; inside it is a version, the fingerprint of its question, the times
 * that all pages share, the last slot, where in that slot, and a checksum. It holds nothing that its bearer might not
 * ask for anyway, so it is checked against mistakes and not against forgery; a forged one must merely do no harm.
 *
 * @param asOf bound of {@code recorded_at} for every page
 * @param validAt time of validity for every page
 * @param slot the last slot that the page reached
 * @param place the last claim shown of that slot; null if the slot is done with
 */
record Cursor(long asOf, long validAt, Slot slot, Place place) {
    private static final byte VERSION = 1;
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int FIXED_BYTES = 2 + 3 * Long.BYTES + 2 * Short.BYTES + CHECKSUM_BYTES;
    private static final int PLACE_BYTES = 2 * Long.BYTES + AssertionId.BYTES;
    private static final int MOST_CHARS = 8192;

    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();

    /** The text that a client sends back. */
    String write(Fingerprint query) {
        byte[] path = slot.conceptPath().getBytes(UTF_8);
        byte[] predicate = slot.predicate().getBytes(UTF_8);
        int size = FIXED_BYTES + (place == null ? 0 : PLACE_BYTES) + path.length + predicate.length;
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(VERSION).putLong(query.bits()).putLong(asOf).putLong(validAt);
        out.put((byte) (place == null ? 0 : 1));
        if (place != null) {
            out.putLong(place.assertedAt())
                    .putLong(place.recordedAt())
                    .put(place.id().bytes());
        }
        out.putShort((short) path.length).put(path);
        out.putShort((short) predicate.length).put(predicate);
        out.putInt(checksum(out.array(), out.position()));
        return TO_TEXT.encodeToString(out.array());
    }

    /** Reads what a client sent back with this question; anything else is refused as a bad cursor. */
    static Cursor read(String text, Fingerprint query) {
        ByteBuffer in = ByteBuffer.wrap(bytes(text));
        try {
            if (in.get() != VERSION) {
                throw bad("is of another release; ask for the first page again");
            }
            if (in.getLong() != query.bits()) {
                throw bad("belongs to another query; send the query it came from, with nothing but limit changed");
            }
            Cursor cursor = new Cursor(time(in), time(in), null, in.get() == 0 ? null : place(in));
            Slot slot = new Slot(name(in), name(in));
            if (in.remaining() != CHECKSUM_BYTES) {
                throw damaged();
            }
            return new Cursor(cursor.asOf, cursor.validAt, slot, cursor.place);
        } catch (BufferUnderflowException | IllegalArgumentException | CharacterCodingException e) {
            throw damaged();
        }
    }

    /** What was encoded, once its checksum is found to be right. */
    private static byte[] bytes(String text) {
        byte[] bytes = decoded(text);
        // Many texts decode to the same bytes; only the one that was handed out is taken.
        if (bytes.length < FIXED_BYTES || !TO_TEXT.encodeToString(bytes).equals(text)) {
            throw damaged();
        }
        int end = bytes.length - CHECKSUM_BYTES;
        if (ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw damaged();
        }
        return bytes;
    }

    private static byte[] decoded(String text) {
        try {
            return text.length() > MOST_CHARS ? new byte[0] : FROM_TEXT.decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private static long time(ByteBuffer in) {
        long micros = in.getLong();
        if (micros < Times.MIN || micros > Times.MAX) {
            throw damaged();
        }
        return micros;
    }

    private static Place place(ByteBuffer in) {
        long assertedAt = in.getLong();
        long recordedAt = in.getLong();
        byte[] id = new byte[AssertionId.BYTES];
        in.get(id);
        return new Place(assertedAt, recordedAt, AssertionId.of(id));
    }

    private static String name(ByteBuffer in) throws CharacterCodingException {
        byte[] name = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(name);
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    }

    private static StemeException damaged() {
        return bad("is not one that was handed out; ask for the first page again");
    }

    /** A bad cursor, with what is wrong with it. */
    static StemeException bad(String detail) {
        return StemeException.of(Refusal.BAD_CURSOR, "the cursor " + detail).at("/cursor");
    }
}
