package io.stemedb.progress;

import io.stemedb.assertion.Dot;
import io.stemedb.refusal.StemeException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;

/**
 * How far an answer had seen, as a text that clients hand back: for each shard it touched, dots. Opaque on the wire.
 *
 * @param dots by shard
 */
public record Token(Map<Integer, Dot> dots) {
    /** The header that carries a token in a request. */
    public static final String HEADER = "Stemedb-Token";

    private static final byte VERSION = 1;

    /** The token of a write. */
    public static Token of(int shard, Dot dot) {
        return new Token(Map.of(shard, dot));
    }

    /** The text: base64url of a version byte and entries of shard (2 bytes), recorder (8) and n (8). */
    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + DotCodec.sizeOfDots(dots.size()));
        bytes.put(VERSION);
        DotCodec.putDots(bytes, dots);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads what {@link #toString} wrote. */
    public static Token parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.get() == VERSION) {
                return new Token(DotCodec.dots(bytes));
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // answered below like every other text that is no token
        }
        throw StemeException.malformed("/" + HEADER, "this is no token of an answer");
    }
}
