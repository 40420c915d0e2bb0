package io.stemedb.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** What tells two claims apart that say the same and name no time: 128 bits, drawn or derived. */
public final class Nonces {
    private static final int BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private Nonces() {}

    /** Drawn, for a claim that is new each time it is sent; 32 lower-case hex digits. */
    public static String random(RandomGenerator random) {
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }

    /**
     * Derived, so that a repeat gets the nonce of the first; 32 lower-case hex digits.
     *
     * @param caller who sends, such as the name of his token; the empty string if nobody has to say
     * @param key the {@code Idempotency-Key} sent
     */
    public static String derived(String caller, String key) {
        return HEX.formatHex(hash(caller + '\0' + key));
    }

    /** The 16 bytes that stand for caller, {@code Idempotency-Key} and concept path in {@link Recorded#idempotency}. */
    public static byte[] idempotency(String caller, String key, String conceptPath) {
        return hash(caller + '\0' + key + '\0' + conceptPath);
    }

    private static byte[] hash(String text) {
        return Arrays.copyOf(Sha256.digest(text.getBytes(UTF_8)), BYTES);
    }
}
