package io.stemedb.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Tells one question from another: 64 bits of SHA-256 over its parts. Only a cursor carries it, so it keeps a client
 * from an honest mistake and guards no secret.
 */
record Fingerprint(long bits) {
    /** The fingerprint of a question's parts, of which none can hold the character that parts them. */
    static Fingerprint of(List<String> parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", parts).getBytes(UTF_8));
            return new Fingerprint(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
