package io.stemedb.access;

import io.stemedb.refusal.StemeException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What is kept of a token.
 *
 * @param id by which it is found
 * @param sha256 of the secret, as 64 hex digits
 * @param note for people; the empty string if there is none
 * @param createdBy the id of the token that asked for it, or a word for who did
 * @param revokedAt from when on it counts no more; null as long as it has no end
 * @param atOnce whether it counts no more, whatever the clock of a node says
 */
public record Token(
        String id,
        Role role,
        String sha256,
        String note,
        Instant createdAt,
        String createdBy,
        Instant revokedAt,
        boolean atOnce) {
    private static final int LONGEST_NOTE = 200;
    private static final int HASH_DIGITS = 64;

    /** @throws StemeException malformed, naming the field */
    public Token {
        if (!TokenText.isId(id)) {
            throw StemeException.malformed("/id", "the id of a token is 12 letters and digits");
        }
        if (sha256.length() != HASH_DIGITS || !sha256.matches("[0-9a-f]+")) {
            throw StemeException.malformed("/sha256", "a hash is 64 hex digits");
        }
        checkNote(note);
    }

    /** A new one that nobody has revoked. */
    public static Token of(TokenText text, Role role, String note, Instant now, String by) {
        return new Token(text.id(), role, text.hashText(), note, now, by, null, false);
    }

    /** @throws StemeException malformed, if it is longer than a line or has control characters */
    public static void checkNote(String note) {
        if (note.length() > LONGEST_NOTE || note.chars().anyMatch(Character::isISOControl)) {
            throw StemeException.overLimit(
                    "/note", "a note has at most 200 characters, and no control characters", LONGEST_NOTE);
        }
    }

    /** The hash as bytes. */
    byte[] hash() {
        return HexFormat.of().parseHex(sha256);
    }

    /** Whether it counts. */
    public boolean isValid(Instant now) {
        return !atOnce && (revokedAt == null || now.isBefore(revokedAt));
    }

    /** The same, ended, {@code now} by the clock of whoever ends it; an end that comes earlier stays. */
    public Token revoked(Instant now) {
        return ending(now, true);
    }

    /** The same, to end then; an end that comes earlier stays. */
    public Token endingAt(Instant at) {
        return ending(at, false);
    }

    private Token ending(Instant at, boolean thisMoment) {
        Instant end = revokedAt == null || at.isBefore(revokedAt) ? at : revokedAt;
        return new Token(id, role, sha256, note, createdAt, createdBy, end, atOnce || thisMoment);
    }

    /** The same, ended as soon as {@code other} says so, too. */
    public Token endedLike(Token other) {
        return other.revokedAt == null ? this : ending(other.revokedAt, other.atOnce);
    }
}
