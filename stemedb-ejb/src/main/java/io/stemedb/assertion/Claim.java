package io.stemedb.assertion;

import io.stemedb.json.CanonicalJson;

/**
 * What a client sent, checked but not completed: whatever it left out is still open.
 *
 * @param value canonical JSON; null for a retraction
 * @param source null if the claim names none
 * @param confidence millionths, or {@link #NOT_GIVEN}
 * @param assertedAt microseconds since 1970, or {@link Assertion#UNBOUNDED} if the claim names none
 * @param validFrom inclusive, or {@link Assertion#UNBOUNDED}
 * @param validTo exclusive, or {@link Assertion#UNBOUNDED}
 * @param supersedes an older claim of the same source and slot, or null
 * @param target the claim that a retraction withdraws, else null
 * @param reason why, for a retraction; else null
 * @param nonce 32 hex digits if an earlier server filled in {@code assertedAt}, else null
 * @param metadata canonical JSON object, or null
 */
public record Claim(
        Kind kind,
        String conceptPath,
        String predicate,
        CanonicalJson value,
        String source,
        int confidence,
        long assertedAt,
        long validFrom,
        long validTo,
        AssertionId supersedes,
        AssertionId target,
        String reason,
        String nonce,
        CanonicalJson metadata) {

    /** Stands for a confidence that the claim does not name. */
    public static final int NOT_GIVEN = -1;

    /** The source of the database's own facts. */
    public static final String SYSTEM_SOURCE = "_stemedb";

    /**
     * A fact of the database itself. It is named by its time, so that nothing random goes into its id.
     *
     * @param assertedAt microseconds since 1970
     */
    public static Claim ofSystem(String conceptPath, String predicate, CanonicalJson value, long assertedAt) {
        return new Claim(
                Kind.ASSERTION,
                conceptPath,
                predicate,
                value,
                SYSTEM_SOURCE,
                NOT_GIVEN,
                assertedAt,
                Assertion.UNBOUNDED,
                Assertion.UNBOUNDED,
                null,
                null,
                null,
                null,
                null);
    }

    /** A claim that names nothing it need not. */
    public static Claim of(String conceptPath, String predicate, CanonicalJson value, String source) {
        return new Claim(
                Kind.ASSERTION,
                conceptPath,
                predicate,
                value,
                source,
                NOT_GIVEN,
                Assertion.UNBOUNDED,
                Assertion.UNBOUNDED,
                Assertion.UNBOUNDED,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * The withdrawal of an assertion, in the slot of its target.
     *
     * @param source who withdraws, checked by {@link Names#source}, or null
     * @param reason checked by {@link Names#reason}, or null
     */
    public static Claim retraction(Assertion target, String source, String reason) {
        return new Claim(
                Kind.RETRACTION,
                target.conceptPath(),
                target.predicate(),
                null,
                source,
                NOT_GIVEN,
                Assertion.UNBOUNDED,
                Assertion.UNBOUNDED,
                Assertion.UNBOUNDED,
                null,
                target.id(),
                reason,
                null,
                null);
    }
}
