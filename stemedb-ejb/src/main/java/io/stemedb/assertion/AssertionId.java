package io.stemedb.assertion;

import io.stemedb.refusal.StemeException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names an assertion by its content, in 32 bytes. The first 2 bytes are {@link PathHash#hash16} of the concept path,
 * big-endian. The other 30 bytes begin the SHA-256 of the completed assertion in canonical JSON. The text of an id has
 * 64 lower-case hex digits.
 *
 * <p>An id alone gives the shard, unless the assertion is a system fact. A system fact lies in
 * {@link PathHash#SYSTEM_SHARD}, whatever its id, and no id tells whether it is that of a system fact.
 *
 * <p>Immutable, provided that nobody changes the bytes. The order of ids is that of their bytes, taken as unsigned, and
 * so also that of their texts.
 */
public final class AssertionId implements Comparable<AssertionId> {
    /** Length of an id in bytes. The text has twice as many characters. */
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] bytes;

    private AssertionId(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Wraps the bytes of an id. The array is not copied: the caller must not change it afterwards.
     *
     * @throws IllegalStateException if there are not exactly 32 bytes
     */
    public static AssertionId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalStateException("an id has " + BYTES + " bytes, not " + bytes.length);
        }
        return new AssertionId(bytes);
    }

    /**
     * Reads the text of an id.
     *
     * @param field JSON pointer of the field that holds the text; the refusal names it
     * @param text must not be null
     * @throws StemeException malformed, if the text is not 64 hex digits, or if any of them is upper-case
     */
    public static AssertionId parse(String field, String text) {
        if (text.length() == 2 * BYTES
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return new AssertionId(HEX.parseHex(text));
        }
        throw StemeException.malformed(field, "an assertion id has 64 lower-case hex digits");
    }

    /** The 32 bytes of the id. Not a copy: read only. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * The first 16 bits, from 0 to 65,535: {@link PathHash#hash16} of the concept path. They give the shard of every
     * assertion but a system fact.
     */
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

    /**
     * Bytes 2 to 5 of the id: digits of a SHA-256 are evenly spread already. Bytes 0 and 1 are left out, because all
     * ids of one concept path share them.
     */
    @Override
    public int hashCode() {
        return (bytes[2] & 0xff) << 24 | (bytes[3] & 0xff) << 16 | (bytes[4] & 0xff) << 8 | (bytes[5] & 0xff);
    }

    @Override
    public String toString() {
        return HEX.formatHex(bytes);
    }
}
