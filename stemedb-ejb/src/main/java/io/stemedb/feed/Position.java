package io.stemedb.feed;

import io.stemedb.progress.DotCodec;
import io.stemedb.refusal.StemeException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * How far a reader of changes has come: for each shard the number of the last record he was past, and where the journal
 * of this store goes on, which only saves looking for that. To clients it is opaque text. It is checked against
 * mistakes, not against forgery.
 *
 * @param recorder the store whose numbers they are
 * @param lsn nothing before it is news
 * @param numbers by shard; nothing at or below one is news
 */
record Position(long recorder, long lsn, Map<Integer, Long> numbers) {
    private static final byte VERSION = 1;
    private static final int MOST_CHARS = 4096;
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    /** The text: base64url of a version byte, the recorder (8 bytes), LSN, pairs of shard and number, and a CRC32C. */
    String write() {
        ByteBuffer out = ByteBuffer.allocate(1 + Long.BYTES + DotCodec.mostBytes(1 + numbers.size()) + Integer.BYTES);
        out.put(VERSION).putLong(recorder);
        DotCodec.putNumber(out, lsn);
        DotCodec.putNumbers(out, numbers);
        out.putInt(check(out.array(), out.position()));
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return TO_TEXT.encodeToString(bytes);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param field JSON pointer of where it came from, for the refusal
     */
    static Position read(String field, String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.length() > MOST_CHARS ? "" : text);
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, Math.max(0, bytes.length - Integer.BYTES));
            if (in.get() == VERSION
                    && ByteBuffer.wrap(bytes).getInt(in.limit()) == check(bytes, in.limit())
                    && TO_TEXT.encodeToString(bytes).equals(text)) {
                return read(in);
            }
        } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
            // answered below like every other text that is no position
        }
        throw strange(field);
    }

    static StemeException strange(String field) {
        return StemeException.malformed(field, "this is no position that was handed out")
                .hinting("send the id of the last event that came, start for the first change, "
                        + "or nothing for what comes");
    }

    private static Position read(ByteBuffer in) {
        long recorder = in.getLong();
        long lsn = DotCodec.number(in);
        return new Position(recorder, lsn, DotCodec.numbers(in));
    }

    private static int check(byte[] bytes, int length) {
        CRC32C check = new CRC32C();
        check.update(bytes, 0, length);
        return (int) check.getValue();
    }
}
