package io.stemedb.progress;

import io.stemedb.assertion.Dot;
import io.stemedb.refusal.StemeException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * What an answer had seen, as a text that clients hand back: of each shard it touched the records that it may rest on.
 * The token of a write is its one record. Opaque on the wire.
 */
public record Token(DotVector seen) {
    /** The header that carries a token in a request. */
    public static final String HEADER = "Stemedb-Token";

    /** A dot of each shard, of which all up to it were seen. */
    private static final byte FIRST_VERSION = 1;

    private static final byte VERSION = 2;

    /** The token of a write. */
    public static Token of(int shard, Dot dot) {
        return new Token(DotVector.of(Map.of(shard, ShardVector.of(dot))));
    }

    /** The text: base64url of a version byte and the vectors of the shards. */
    @Override
    public String toString() {
        Map<Integer, ShardVector> shards = seen.shards();
        ByteBuffer bytes =
                ByteBuffer.allocate(1 + VectorCodec.mostBytes(shards)).put(VERSION);
        VectorCodec.put(bytes, shards);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /** Reads what {@link #toString} wrote, in this version or an earlier one. */
    public static Token parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte version = bytes.get();
            if (version == FIRST_VERSION) {
                return new Token(firstVersion(bytes));
            }
            if (version == VERSION) {
                return new Token(DotVector.of(VectorCodec.shards(bytes)));
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // answered below like every other text that is no token
        }
        throw StemeException.malformed("/" + HEADER, "this is no token of an answer");
    }

    private static DotVector firstVersion(ByteBuffer in) {
        Map<Integer, ShardVector> shards = new HashMap<>();
        DotCodec.dots(in)
                .forEach((shard, dot) -> shards.put(shard, ShardVector.of(dot.recorder(), Intervals.upTo(dot.n()))));
        return DotVector.of(shards);
    }
}
