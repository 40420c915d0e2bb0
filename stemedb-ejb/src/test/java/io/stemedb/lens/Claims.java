package io.stemedb.lens;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.CanonicalJson;
import java.nio.ByteBuffer;

/** Makes records of a slot for tests, one fluent step a fact that matters to the test. */
public final class Claims {
    private AssertionId id;
    private Kind kind = Kind.ASSERTION;
    private String path = "geo/country/FR";
    private String predicate = "capital";
    private CanonicalJson value = CanonicalJson.ofCanonical("\"Paris\"");
    private String source = "a";
    private int confidence = Assertion.CERTAIN;
    private long assertedAt;
    private long recordedAt;
    private long validFrom = Assertion.UNBOUNDED;
    private long validTo = Assertion.UNBOUNDED;
    private AssertionId supersedes;
    private AssertionId target;

    private Claims() {}

    /** A claim whose id sorts by the number. */
    public static Claims claim(int id) {
        Claims claims = new Claims();
        claims.id = id(id);
        claims.assertedAt = id;
        claims.recordedAt = id;
        return claims;
    }

    /** A retraction of a claim. */
    public static Claims retraction(int id, int target) {
        Claims claims = claim(id);
        claims.kind = Kind.RETRACTION;
        claims.value = null;
        claims.target = id(target);
        return claims;
    }

    /** The id that stands for a number; ids sort as their numbers do. */
    public static AssertionId id(int number) {
        byte[] bytes = new byte[AssertionId.BYTES];
        ByteBuffer.wrap(bytes).putInt(0, number).putInt(8, number * 0x9E3779B9);
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
        supersedes = id(older);
        return this;
    }

    public Recorded done() {
        Assertion assertion = new Assertion(
                id,
                kind,
                path,
                predicate,
                value,
                source,
                confidence,
                assertedAt,
                validFrom,
                validTo,
                supersedes,
                target,
                target == null ? null : "wrong",
                null,
                null);
        return new Recorded(assertion, recordedAt, new Dot(1, recordedAt), null, null);
    }
}
