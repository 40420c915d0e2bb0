package io.stemedb.progress;

import io.stemedb.assertion.Dot;
import io.stemedb.refusal.StemeException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far an answer had seen, as a text that clients hand back: for each shard it touched, dots. Opaque on the wire.
 *
 * @param dots by shard
 */
public record Token(Map<Integer, Dot> dots) {
    /** The header that carries a token in a request. */
    public static final String HEADER = "Stemedb-Token";

    private static final byte VERSION = 1;
    private static final int ENTRY = Short.BYTES + 2 * Long.BYTES;

    /** The token of a write. */
    public static Token of(int shard, Dot dot) {
        return new Token(Map.of(shard, dot));
    }

    /** The text: base64url of a version byte and entries of shard (2 bytes), recorder (8) and n (8). */
    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + dots.size() * ENTRY);
        bytes.put(VERSION);
        new TreeMap<>(dots)
                .forEach((shard, dot) -> bytes.putShort(shard.shortValue())
                        .putLong(dot.recorder())
                        .putLong(dot.n()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads what {@link #toString} wrote. */
    public static Token parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.get() == VERSION && bytes.remaining() % ENTRY == 0) {
                Map<Integer, Dot> dots = new TreeMap<>();
                while (bytes.hasRemaining()) {
                    dots.put(bytes.getShort() & 0xffff, new Dot(bytes.getLong(), bytes.getLong()));
                }
                return new Token(dots);
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // answered below like every other text that is no token
        }
        throw StemeException.malformed("/" + HEADER, "this is no token of an answer");
    }
}
