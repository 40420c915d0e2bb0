package io.stemedb.assertion;

import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonObject;
import io.stemedb.refusal.StemeException;
import java.math.BigDecimal;
import java.util.Set;

/**
 * Checks a claim against the data model and its limits. It takes what a client writes, and every line of an export,
 * with the same rules; the fields a server makes (id, recorded_at, shard) are not among them.
 */
public final class ClaimReader {
    private static final Set<String> ASSERTION_FIELDS = Set.of(
            "kind",
            "concept_path",
            "predicate",
            "value",
            "source",
            "confidence",
            "asserted_at",
            "valid_from",
            "valid_to",
            "supersedes",
            "nonce",
            "metadata");
    private static final Set<String> RETRACTION_FIELDS =
            Set.of("kind", "concept_path", "predicate", "source", "target", "reason", "asserted_at", "nonce");
    private static final Set<String> MADE_BY_THE_SERVER = Set.of(
            "/id", "/recorded_at", "/shard", "/token", "/duplicate", "/retracted", "/retracted_by", "/superseded_by");

    private static final int NONCE_DIGITS = 32;
    private static final int DECIMALS = 6;

    private final JsonObject json;
    private final Limits limits;

    private ClaimReader(JsonObject json, Limits limits) {
        this.json = json;
        this.limits = limits;
    }

    /**
     * Reads a claim.
     *
     * @throws StemeException malformed, with the field at fault and the limit it passed
     */
    public static Claim read(JsonObject json, Limits limits) {
        ClaimReader reader = new ClaimReader(json, limits);
        return reader.kind() == Kind.RETRACTION ? reader.retraction() : reader.assertion();
    }

    private Claim assertion() {
        refuseUnknown(ASSERTION_FIELDS);
        String path = Names.conceptPath("/concept_path", needed("concept_path"), limits);
        long validFrom = time("valid_from");
        long validTo = time("valid_to");
        if (validFrom != Assertion.UNBOUNDED && validTo != Assertion.UNBOUNDED && validFrom >= validTo) {
            throw StemeException.malformed("/valid_to", "must be later than valid_from");
        }
        return new Claim(
                Kind.ASSERTION,
                path,
                Names.predicate("/predicate", needed("predicate"), limits),
                value(),
                source(),
                confidence(),
                time("asserted_at"),
                validFrom,
                validTo,
                id("supersedes", json.text("supersedes"), path),
                null,
                null,
                nonce(),
                metadata());
    }

    private Claim retraction() {
        refuseUnknown(RETRACTION_FIELDS);
        String path = Names.conceptPath("/concept_path", needed("concept_path"), limits);
        return new Claim(
                Kind.RETRACTION,
                path,
                Names.predicate("/predicate", needed("predicate"), limits),
                null,
                source(),
                Claim.NOT_GIVEN,
                time("asserted_at"),
                Assertion.UNBOUNDED,
                Assertion.UNBOUNDED,
                null,
                id("target", needed("target"), path),
                Names.reason("/reason", needed("reason"), limits),
                nonce(),
                null);
    }

    private Kind kind() {
        String kind = json.text("kind");
        if (kind == null || kind.equals(Kind.ASSERTION.wire())) {
            return Kind.ASSERTION;
        }
        if (kind.equals(Kind.RETRACTION.wire())) {
            return Kind.RETRACTION;
        }
        throw StemeException.malformed("/kind", "must be assertion or retraction");
    }

    private void refuseUnknown(Set<String> known) {
        try {
            json.refuseUnknown(known);
        } catch (StemeException refusal) {
            throw MADE_BY_THE_SERVER.contains(refusal.field())
                    ? refusal.hinting("the server makes this field; leave it out")
                    : refusal;
        }
    }

    private String needed(String name) {
        String text = json.text(name);
        if (text == null) {
            throw StemeException.malformed("/" + name, "this field is needed");
        }
        return text;
    }

    private CanonicalJson value() {
        CanonicalJson value = json.canonical("value");
        if (value == null) {
            throw StemeException.malformed("/value", "this field is needed");
        }
        if (json.isNull("value")) {
            throw StemeException.malformed("/value", "a value is any JSON but null")
                    .hinting("to withdraw a claim, retract it");
        }
        return within("/value", value, limits.valueBytes());
    }

    private CanonicalJson metadata() {
        CanonicalJson metadata = json.object("metadata");
        return metadata == null ? null : within("/metadata", metadata, limits.metadataBytes());
    }

    private static CanonicalJson within(String field, CanonicalJson json, int most) {
        int bytes = json.utf8().length;
        if (bytes > most) {
            throw StemeException.overLimit(
                    field, "must have at most " + most + " bytes of canonical JSON, not " + bytes, most);
        }
        return json;
    }

    private String source() {
        String source = json.text("source");
        return source == null ? null : Names.source("/source", source, limits);
    }

    private long time(String name) {
        String text = json.text(name);
        return text == null ? Assertion.UNBOUNDED : Times.parse("/" + name, text);
    }

    /** Reads an id that must lie in the slot of this claim, as far as an id can tell. */
    private static AssertionId id(String name, String text, String path) {
        if (text == null) {
            return null;
        }
        AssertionId id = AssertionId.parse("/" + name, text);
        if (id.hash16() != PathHash.hash16(path)) {
            throw StemeException.malformed("/" + name, "names an assertion of another concept path");
        }
        return id;
    }

    private String nonce() {
        String nonce = json.text("nonce");
        if (nonce == null) {
            return null;
        }
        if (!json.has("asserted_at")) {
            throw StemeException.malformed("/nonce", "goes with an asserted_at that a server filled in")
                    .hinting("leave it out; the server makes one if asserted_at is missing");
        }
        if (nonce.length() != NONCE_DIGITS
                || !nonce.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw StemeException.malformed("/nonce", "must have 32 lower-case hex digits");
        }
        return nonce;
    }

    private int confidence() {
        CanonicalJson sent = json.canonical("confidence");
        if (sent == null) {
            return Claim.NOT_GIVEN;
        }
        byte[] text = sent.utf8();
        if (text.length == 1 && (text[0] == '0' || text[0] == '1')) {
            return text[0] == '0' ? 0 : Assertion.CERTAIN;
        }
        // no other number from 0 to 1 with at most 6 decimals has another canonical form
        if (text[0] == '0' && text.length <= 2 + DECIMALS) {
            return millionths(text);
        }
        BigDecimal number = json.number("confidence");
        throw number.signum() > 0 && number.compareTo(BigDecimal.ONE) < 0
                ? StemeException.overLimit("/confidence", "must have at most 6 decimals", DECIMALS)
                : StemeException.malformed("/confidence", "must be a number from 0 to 1");
    }

    /** Reads {@code 0.} and one to six digits. */
    private static int millionths(byte[] text) {
        int value = 0;
        for (int i = 2; i < 2 + DECIMALS; i++) {
            value = value * 10 + (i < text.length ? text[i] - '0' : 0);
        }
        return value;
    }
}
