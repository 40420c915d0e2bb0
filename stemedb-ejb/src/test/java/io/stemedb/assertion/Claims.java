package io.stemedb.assertion;

import io.stemedb.json.CanonicalJson;
import java.nio.ByteBuffer;

/** Makes records for tests, one fluent step a fact that matters to the test. */
public final class Claims {
    private static final String PATH = "geo/country/FR";

    private final int number;
    private Kind kind = Kind.ASSERTION;
    private String path = PATH;
    private String predicate = "capital";
    private CanonicalJson value = CanonicalJson.ofCanonical("\"Paris\"");
    private String source = "a";
    private int confidence = Assertion.CERTAIN;
    private long assertedAt;
    private long recordedAt;
    private long validFrom = Assertion.UNBOUNDED;
    private long validTo = Assertion.UNBOUNDED;
    private Integer supersedes;
    private Integer target;

    private Claims(int number) {
        this.number = number;
    }

    /** A claim whose id sorts by the number. */
    public static Claims claim(int id) {
        Claims claims = new Claims(id);
        claims.assertedAt = id;
        claims.recordedAt = id;
        return claims;
    }

    /** A retraction of a claim. */
    public static Claims retraction(int id, int target) {
        Claims claims = claim(id);
        claims.kind = Kind.RETRACTION;
        claims.value = null;
        claims.target = target;
        return claims;
    }

    /** The id that stands for a number in the slot that claims are in unless told otherwise; ids sort as numbers do. */
    public static AssertionId id(int number) {
        return id(PATH, number);
    }

    private static AssertionId id(String path, Integer number) {
        if (number == null) {
            return null;
        }
        byte[] bytes = new byte[AssertionId.BYTES];
        ByteBuffer.wrap(bytes)
                .putShort(0, (short) PathHash.hash16(path))
                .putInt(2, number)
                .putInt(8, number * 0x9E3779B9);
        return AssertionId.of(bytes);
    }

    public Claims in(String newPath, String newPredicate) {
        path = newPath;
        predicate = newPredicate;
        return this;
    }

    /** A value given as canonical JSON. */
    public Claims says(String json) {
        value = CanonicalJson.ofCanonical(json);
        return this;
    }

    public Claims by(String newSource) {
        source = newSource;
        return this;
    }

    public Claims confidence(int millionths) {
        confidence = millionths;
        return this;
    }

    public Claims asserted(long micros) {
        assertedAt = micros;
        return this;
    }

    public Claims recorded(long micros) {
        recordedAt = micros;
        return this;
    }

    public Claims valid(long from, long to) {
        validFrom = from;
        validTo = to;
        return this;
    }

    public Claims supersedes(int older) {
        supersedes = older;
        return this;
    }

    public Recorded done() {
        Assertion assertion = new Assertion(
                id(path, number),
                kind,
                path,
                predicate,
                value,
                source,
                confidence,
                assertedAt,
                validFrom,
                validTo,
                id(path, supersedes),
                id(path, target),
                target == null ? null : "wrong",
                null,
                null);
        return new Recorded(assertion, recordedAt, new Dot(1, Math.max(1, recordedAt)), null, null);
    }
}
