package io.stemedb.assertion;

/**
 * An assertion together with what the database noted when it first recorded that assertion. The assertion's id covers
 * nothing but the assertion.
 *
 * <p>Two instances of one record may not be {@link #equals equal}, because arrays are compared by identity. Compare ids
 * or dots instead.
 *
 * @param recordedAt when a node first recorded the assertion: microseconds since 1970-01-01T00:00:00Z, from the node's
 *     hybrid logical clock, so that no two records of one node share a time. May run ahead of the wall clock.
 * @param dot which node recorded the assertion first, in which incarnation of its store, and the running number that
 *     the assertion got there
 * @param idempotency 16 bytes that stand for caller, {@code Idempotency-Key} and concept path; null if no key was sent.
 *     Not copied: read only. Never shown to a client.
 * @param batch name of the batch that brought the assertion; null if none did
 */
public record Recorded(Assertion assertion, long recordedAt, Dot dot, byte[] idempotency, String batch) {
    /** The id of the assertion. */
    public AssertionId id() {
        return assertion.id();
    }
}
