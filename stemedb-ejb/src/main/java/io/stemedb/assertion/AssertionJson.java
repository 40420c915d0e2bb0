package io.stemedb.assertion;

import io.stemedb.json.JsonWriter;

/** Writes assertions as clients see them, straight to bytes. */
public final class AssertionJson {
    private AssertionJson() {}

    /**
     * Writes an assertion as the database holds it, as one JSON object.
     *
     * @param shardCount the cluster's number of shards
     */
    public static void write(JsonWriter out, Recorded recorded, int shardCount) {
        out.beginObject();
        members(out, recorded, shardCount);
        out.endObject();
    }

    /** The members of {@link #write} without their braces, so that the caller may add {@code token} and the like. */
    public static void members(JsonWriter out, Recorded recorded, int shardCount) {
        Assertion assertion = recorded.assertion();
        out.name("id").hex(assertion.id().bytes());
        completedMembers(out, assertion);
        Times.write(out.name("recorded_at"), recorded.recordedAt());
        out.name("shard").string(PathHash.shardName(PathHash.shardOf(assertion, shardCount)));
    }

    /** Writes an assertion as an export has it and {@link ClaimReader} takes it: whatever its id follows from. */
    public static void completed(JsonWriter out, Assertion assertion) {
        out.beginObject();
        completedMembers(out, assertion);
        out.endObject();
    }

    private static void completedMembers(JsonWriter out, Assertion assertion) {
        boolean retraction = assertion.kind() == Kind.RETRACTION;
        out.name("kind").string(assertion.kind().wire());
        out.name("concept_path").string(assertion.conceptPath());
        out.name("predicate").string(assertion.predicate());
        if (retraction) {
            out.name("target").hex(assertion.target().bytes());
            optional(out, "reason", assertion.reason());
        } else {
            out.name("value").raw(assertion.value());
        }
        out.name("source").string(assertion.source());
        if (!retraction) {
            out.name("confidence").millionths(assertion.confidence());
        }
        Times.write(out.name("asserted_at"), assertion.assertedAt());
        optional(out, "valid_from", assertion.validFrom());
        optional(out, "valid_to", assertion.validTo());
        if (assertion.supersedes() != null) {
            out.name("supersedes").hex(assertion.supersedes().bytes());
        }
        optional(out, "nonce", assertion.nonce());
        if (assertion.metadata() != null) {
            out.name("metadata").raw(assertion.metadata());
        }
    }

    private static void optional(JsonWriter out, String name, String text) {
        if (text != null) {
            out.name(name).string(text);
        }
    }

    private static void optional(JsonWriter out, String name, long micros) {
        if (micros != Assertion.UNBOUNDED) {
            Times.write(out.name(name), micros);
        }
    }
}
