package io.stemedb.record;

import io.stemedb.assertion.AssertionId;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a caller's idempotency key stands for. A new claim carries its key itself; a key that was first used with a
 * claim that was held already is remembered as a note of its own: a stored record with an empty key.
 *
 * @param id the claim that the key was used with
 * @param at when, microseconds since 1970
 */
public record KeyUse(AssertionId id, long at) {
    private static final int HASH = 16;
    private static final int BYTES = AssertionId.BYTES + Long.BYTES;
    private static final byte[] NO_KEY = {};

    /** The key under which the journal keeps a note. */
    public static byte[] noteKey() {
        return NO_KEY;
    }

    public static boolean isNote(byte[] key) {
        return key.length == 0;
    }

    /** The note of the first use of a key. */
    public byte[] note(byte[] hash) {
        return ByteBuffer.allocate(HASH + BYTES).put(hash).put(bytes()).array();
    }

    public static byte[] hashOf(byte[] note) {
        return Arrays.copyOf(note, HASH);
    }

    public static KeyUse ofNote(byte[] note) {
        return of(Arrays.copyOfRange(note, HASH, note.length));
    }

    /** What the index of a run keeps. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).put(id.bytes()).putLong(at).array();
    }

    public static KeyUse of(byte[] bytes) {
        return new KeyUse(
                AssertionId.of(Arrays.copyOf(bytes, AssertionId.BYTES)),
                ByteBuffer.wrap(bytes).getLong(AssertionId.BYTES));
    }

    /** The later of two uses: a key that was forgotten may have been used again. */
    public static KeyUse later(KeyUse one, KeyUse other) {
        return one.at >= other.at ? one : other;
    }
}
