package io.stemedb.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A token as its holder has it: {@code stemedb_<id>_<secret>}. Nobody else keeps it.
 *
 * @param id 12 letters and digits by which it is found; no secret
 * @param secret 43 characters of base64 for URLs, which stand for 32 bytes
 */
public record TokenText(String id, String secret) {
    private static final String PREFIX = "stemedb_";
    private static final int ID = 12;
    private static final int SECRET = 43;
    private static final int LENGTH = PREFIX.length() + ID + 1 + SECRET;
    private static final int ID_BYTES = 9;
    private static final int SECRET_BYTES = 32;
    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9]{" + ID + "}");

    /** A new one. */
    public static TokenText fresh(RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        // Whoever copies an id by a double click gets all of it, and no flag begins with it.
        String name = encoder.encodeToString(id).replace('_', 'x').replace('-', 'y');
        return new TokenText(name, encoder.encodeToString(secret));
    }

    /** Reads what somebody sent; empty if it has not the form of a token. */
    public static Optional<TokenText> read(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(PREFIX.length() + ID) != '_') {
            return Optional.empty();
        }
        String id = text.substring(PREFIX.length(), PREFIX.length() + ID);
        return Optional.of(new TokenText(id, text.substring(LENGTH - SECRET)));
    }

    /** Whether a text may be the id of a token. */
    public static boolean isId(String text) {
        return ID_FORM.matcher(text).matches();
    }

    /** What its holder sends. */
    public String text() {
        return PREFIX + id + '_' + secret;
    }

    /** What is kept of the secret, 32 bytes. A secret of 32 random bytes needs no slow function: nobody guesses it. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing); // every Java has it
        }
    }

    /** The same as 64 hex digits. */
    public String hashText() {
        return HexFormat.of().formatHex(hash());
    }

    /** Without the secret: it is easily put into a log. */
    @Override
    public String toString() {
        return PREFIX + id + "_…";
    }
}
