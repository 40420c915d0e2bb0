package io.stemedb.assertion;

/**
 * An assertion as the database holds it.
 *
 * @param recordedAt hybrid logical clock, microseconds since 1970: when the database first took it
 * @param dot who took it, and as which of its own
 * @param idempotency 16 bytes that stand for caller, {@code Idempotency-Key} and concept path, or null; never shown
 * @param batch the batch it came in, or null; never part of its id
 */
public record Recorded(Assertion assertion, long recordedAt, Dot dot, byte[] idempotency, String batch) {
    public AssertionId id() {
        return assertion.id();
    }
}
