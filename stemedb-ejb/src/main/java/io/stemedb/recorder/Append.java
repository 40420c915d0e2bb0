package io.stemedb.recorder;

import io.stemedb.assertion.Assertion;

/**
 * A completed assertion on its way in.
 *
 * @param idempotency 16 bytes that stand for caller, key and concept path, or null
 * @param batch the batch it came in, or null
 */
public record Append(Assertion assertion, byte[] idempotency, String batch) implements Input {
    /** How many bytes it takes in the journal at most, without encoding it. */
    @Override
    public long weight() {
        return Weights.of(this);
    }
}
