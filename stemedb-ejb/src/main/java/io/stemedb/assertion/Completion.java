package io.stemedb.assertion;

import io.stemedb.json.JsonWriter;
import java.util.function.Supplier;

/**
 * Makes an assertion of a claim: fills what the claim left out and names the result by its content.
 *
 * <p>The id is the first 4 hex digits of {@link PathHash#hash16} of the concept path, then the first 60 of the SHA-256
 * of the completed claim in canonical JSON. If a nonce stands for the time, {@code asserted_at} is not in that JSON.
 */
public final class Completion {
    /** Larger buffers are not kept: one huge claim must not cost its thread memory for ever. */
    private static final int KEPT_BYTES = 16 * 1024;

    private static final ThreadLocal<JsonWriter> BUFFER = ThreadLocal.withInitial(JsonWriter::new);

    private static final int HASH16_BYTES = 2;

    private Completion() {}

    /**
     * Completes a claim. A pure function: the same claim, time and nonce give the same assertion.
     *
     * @param nowMicros the time a claim gets that names none
     * @param nonce 32 lower-case hex digits; asked only for such a claim
     */
    public static Assertion complete(Claim claim, long nowMicros, Supplier<String> nonce) {
        boolean timed = claim.assertedAt() != Assertion.UNBOUNDED;
        String source = claim.source() == null ? Assertion.ANONYMOUS : claim.source();
        int confidence = claim.confidence() == Claim.NOT_GIVEN ? Assertion.CERTAIN : claim.confidence();
        long assertedAt = timed ? claim.assertedAt() : nowMicros;
        String usedNonce = timed ? claim.nonce() : nonce.get();
        AssertionId id = idOf(claim, source, confidence, assertedAt, usedNonce);
        return new Assertion(
                id,
                claim.kind(),
                claim.conceptPath(),
                claim.predicate(),
                claim.value(),
                source,
                confidence,
                assertedAt,
                claim.validFrom(),
                claim.validTo(),
                claim.supersedes(),
                claim.target(),
                claim.reason(),
                usedNonce,
                claim.metadata());
    }

    /** The id that an assertion must have by its content. */
    public static AssertionId idOf(Assertion a) {
        Claim claim = new Claim(
                a.kind(),
                a.conceptPath(),
                a.predicate(),
                a.value(),
                a.source(),
                a.confidence(),
                a.assertedAt(),
                a.validFrom(),
                a.validTo(),
                a.supersedes(),
                a.target(),
                a.reason(),
                a.nonce(),
                a.metadata());
        return idOf(claim, a.source(), a.confidence(), a.assertedAt(), a.nonce());
    }

    private static AssertionId idOf(Claim claim, String source, int confidence, long assertedAt, String nonce) {
        JsonWriter buffer = BUFFER.get().clear();
        write(buffer, claim, source, confidence, assertedAt, nonce);
        byte[] digest = Sha256.digest(buffer.array(), buffer.size());
        if (buffer.capacity() > KEPT_BYTES) {
            BUFFER.remove();
        }
        int hash16 = PathHash.hash16(claim.conceptPath());
        byte[] id = new byte[AssertionId.BYTES];
        id[0] = (byte) (hash16 >> 8);
        id[1] = (byte) hash16;
        System.arraycopy(digest, 0, id, HASH16_BYTES, AssertionId.BYTES - HASH16_BYTES);
        return AssertionId.of(id);
    }

    /** The JSON that an assertion's id is the hash of: canonical, since its members stand in order. */
    static void write(JsonWriter out, Claim claim, String source, int confidence, long assertedAt, String nonce) {
        boolean retraction = claim.kind() == Kind.RETRACTION;
        out.beginObject();
        if (nonce == null) {
            Times.write(out.name("asserted_at"), assertedAt);
        }
        out.name("concept_path").string(claim.conceptPath());
        if (!retraction) {
            out.name("confidence").millionths(confidence);
        }
        out.name("kind").string(claim.kind().wire());
        if (claim.metadata() != null) {
            out.name("metadata").raw(claim.metadata());
        }
        if (nonce != null) {
            out.name("nonce").string(nonce);
        }
        out.name("predicate").string(claim.predicate());
        if (claim.reason() != null) {
            out.name("reason").string(claim.reason());
        }
        out.name("source").string(source);
        if (retraction) {
            out.name("target").hex(claim.target().bytes());
        } else {
            claimOnly(out, claim);
        }
        out.endObject();
    }

    private static void claimOnly(JsonWriter out, Claim claim) {
        if (claim.supersedes() != null) {
            out.name("supersedes").hex(claim.supersedes().bytes());
        }
        if (claim.validFrom() != Assertion.UNBOUNDED) {
            Times.write(out.name("valid_from"), claim.validFrom());
        }
        if (claim.validTo() != Assertion.UNBOUNDED) {
            Times.write(out.name("valid_to"), claim.validTo());
        }
        out.name("value").raw(claim.value());
    }
}
