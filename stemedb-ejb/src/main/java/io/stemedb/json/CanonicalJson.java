package io.stemedb.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * One JSON value in canonical form (RFC 8785). Equal values have equal bytes, and values are ordered by these bytes.
 *
 * <p>The constructor trusts its caller; {@link JsonReader} is where canonical bytes come from.
 */
public final class CanonicalJson implements Comparable<CanonicalJson> {
    private final byte[] utf8;
    private int hash;

    private CanonicalJson(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Wraps bytes that are canonical already; they are not copied and must not be changed afterwards. */
    public static CanonicalJson ofCanonical(byte[] utf8) {
        return new CanonicalJson(utf8);
    }

    /** Wraps text that is canonical already. */
    public static CanonicalJson ofCanonical(String text) {
        return new CanonicalJson(text.getBytes(UTF_8));
    }

    /** The canonical UTF-8 bytes. Not a copy: read only. */
    public byte[] utf8() {
        return utf8;
    }

    @Override
    public int compareTo(CanonicalJson other) {
        return Arrays.compareUnsigned(utf8, other.utf8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CanonicalJson that && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(utf8);
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return new String(utf8, UTF_8);
    }
}
