package io.stemedb.assertion;

import io.stemedb.refusal.StemeException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names an assertion by its content: 64 lower-case hex digits, of which the first 4 are {@link PathHash#hash16} of the
 * concept path (so an id alone leads to its shard) and the other 60 begin the SHA-256 of the completed assertion.
 */
public final class AssertionId implements Comparable<AssertionId> {
    /** Bytes of an id; its text has twice as many characters. */
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] bytes;

    private AssertionId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps 32 bytes; they are not copied and must not be changed afterwards. */
    public static AssertionId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalStateException("an id has " + BYTES + " bytes, not " + bytes.length);
        }
        return new AssertionId(bytes);
    }

    /**
     * Reads the text of an id.
     *
     * @param field JSON pointer of the field it came from, for the refusal
     */
    public static AssertionId parse(String field, String text) {
        if (text.length() == 2 * BYTES
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return new AssertionId(HEX.parseHex(text));
        }
        throw StemeException.malformed(field, "an assertion id has 64 lower-case hex digits");
    }

    /** The 32 bytes. Not a copy: read only. */
    public byte[] bytes() {
        return bytes;
    }

    /** The first 16 bits, which place the assertion in a shard. */
    public int hash16() {
        return (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    }

    @Override
    public int compareTo(AssertionId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AssertionId that && Arrays.equals(bytes, that.bytes);
    }

    /** Bytes 2 to 5 of the id, which are already evenly spread. */
    @Override
    public int hashCode() {
        return (bytes[2] & 0xff) << 24 | (bytes[3] & 0xff) << 16 | (bytes[4] & 0xff) << 8 | (bytes[5] & 0xff);
    }

    @Override
    public String toString() {
        return HEX.formatHex(bytes);
    }
}
