package io.stemedb.assertion;

import static java.util.Objects.requireNonNull;

import io.stemedb.json.CanonicalJson;

/**
 * What one source claimed, once, in completed form: defaults filled, times normalised. Never edited: a later assertion
 * may supersede it, never replace it. Everything here but a nonce's {@code assertedAt} goes into its id.
 *
 * <p>Times are whole microseconds since 1970-01-01T00:00:00Z.
 *
 * @param conceptPath what the claim is about
 * @param predicate which property of it
 * @param value canonical JSON; null for a retraction
 * @param confidence 0..1,000,000 millionths; 1,000,000 for a retraction, where it means nothing
 * @param validFrom inclusive, or {@link #UNBOUNDED}
 * @param validTo exclusive, or {@link #UNBOUNDED}
 * @param supersedes an older claim of the same source and slot, or null
 * @param target the claim that a retraction withdraws, else null
 * @param reason why, for a retraction; else null
 * @param nonce 32 hex digits if the server filled in {@code assertedAt}, else null
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

    /** Stands for a validity bound that the claim does not name. */
    public static final long UNBOUNDED = Long.MIN_VALUE;

    /** The source of a claim that names none. */
    public static final String ANONYMOUS = "anonymous";

    /** Confidence 1, in millionths. */
    public static final int CERTAIN = 1_000_000;

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

    /** Whether the claim holds at a time: {@code valid_from} counts, {@code valid_to} no longer does. */
    public boolean validAt(long micros) {
        return (validFrom == UNBOUNDED || validFrom <= micros) && (validTo == UNBOUNDED || micros < validTo);
    }
}
