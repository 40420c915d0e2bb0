package io.stemedb.assertion;

import static java.util.Objects.requireNonNull;

import io.stemedb.json.CanonicalJson;

/**
 * What one source claimed, or withdrew, once. The assertion is complete: defaults are filled in and times are
 * normalised. An assertion is never edited. A later one may supersede it, but never replaces it.
 *
 * <p>Everything here decides the id, with one exception: if there is a nonce, the nonce counts and {@code assertedAt}
 * does not. The id itself is not checked against the content; {@link Completion#idOf(Assertion)} gives the right one.
 *
 * <p>Times are whole microseconds since 1970-01-01T00:00:00Z.
 *
 * @param conceptPath what the claim is about, such as {@code geo/country/FR}
 * @param predicate which property of the concept
 * @param value canonical JSON of any type; null for a retraction
 * @param source who claims or withdraws; {@link #ANONYMOUS} if nobody was named
 * @param confidence in millionths, from 0 to {@link #CERTAIN}, both inclusive; always {@link #CERTAIN} for a
 *     retraction, which has no use for it
 * @param assertedAt when the source made the claim
 * @param validFrom first moment at which the claim holds, inclusive, or {@link #UNBOUNDED}
 * @param validTo moment from which the claim holds no more, exclusive, or {@link #UNBOUNDED}
 * @param supersedes id of an older claim of the same source and slot that this one outdates, or null
 * @param target id of the claim that a retraction withdraws; null for a claim
 * @param reason why a retraction withdraws its target, or null; null for a claim
 * @param nonce 32 lower-case hex digits if the server filled in {@code assertedAt}; null if the source named the time
 * @param metadata canonical JSON object, or null
 */
public record Assertion(
        AssertionId id,
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

    /** In place of a validity bound that the claim does not name: the claim has no bound on that side. */
    public static final long UNBOUNDED = Long.MIN_VALUE;

    /** The source of a claim that names no source. */
    public static final String ANONYMOUS = "anonymous";

    /** A confidence of 1, in millionths. */
    public static final int CERTAIN = 1_000_000;

    /**
     * Checks only that what the kind needs is there.
     *
     * @throws NullPointerException if the id, kind, path, predicate or source is missing, if a claim has no value, or
     *     if a retraction has no target
     */
    public Assertion {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(conceptPath, "conceptPath");
        requireNonNull(predicate, "predicate");
        requireNonNull(source, "source");
        if (kind == Kind.ASSERTION) {
            requireNonNull(value, "value");
        } else {
            requireNonNull(target, "target");
        }
    }

    /**
     * Whether the claim holds at a time. The claim holds at {@code validFrom} itself, but not at {@code validTo}.
     *
     * @param micros microseconds since 1970-01-01T00:00:00Z
     */
    public boolean validAt(long micros) {
        return (validFrom == UNBOUNDED || validFrom <= micros) && (validTo == UNBOUNDED || micros < validTo);
    }
}
