package io.stemedb.simulation;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Nonces;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Clients who claim things. They draw from few paths, sources, values and keys, so that they contradict, repeat,
 * retract and supersede each other all the time, and reuse keys that they should not.
 */
public final class Writers {
    private static final String[] PATHS = {
        "geo/country/FR",
        "geo/country/BI",
        "geo/country",
        "geo/c",
        "geo/country/FR/city",
        "people/ada",
        "people/ąda",
        "x"
    };
    private static final String[] PREDICATES = {"capital", "population", "capital/seat"};
    private static final String[] SOURCES = {null, "who", "cia", "wiki@fr"};
    private static final int REMEMBERED = 60;

    /** Bytes of a value that some journals can take and some cannot. */
    public static final int LARGE_VALUE = 20_000;

    private final SplittableRandom random;
    private final List<Append> sent = new ArrayList<>();
    private int batches;

    public Writers(SplittableRandom random) {
        this.random = random;
    }

    /** One claim alone, or a batch of them. */
    public List<Append> next(long nowMicros) {
        if (random.nextInt(4) > 0) {
            return List.of(one(nowMicros, null));
        }
        String batch = random.nextBoolean() ? "batch-" + ++batches : null;
        List<Append> appends = new ArrayList<>();
        int size = 1 + random.nextInt(random.nextInt(5) == 0 ? 12 : 6);
        size += random.nextInt(15) == 0 ? 40 : 0; // too much for one group
        for (int i = 0; i < size; i++) {
            appends.add(one(nowMicros, batch));
        }
        return appends;
    }

    private Append one(long nowMicros, String batch) {
        if (!sent.isEmpty() && random.nextInt(5) == 0) {
            return any(); // somebody was not sure that it arrived
        }
        if (!sent.isEmpty() && random.nextInt(12) == 0) { // a claim that is held, under a key that may be taken
            Assertion held = any().assertion();
            return new Append(held, Nonces.idempotency("ann", "key-" + random.nextInt(20), held.conceptPath()), batch);
        }
        Claim claim = claim(nowMicros);
        String key = random.nextInt(3) == 0 ? "key-" + random.nextInt(20) : null;
        byte[] idempotency = key == null ? null : Nonces.idempotency("ann", key, claim.conceptPath());
        Assertion assertion = Completion.complete(
                claim, nowMicros, () -> key == null ? Nonces.random(random) : Nonces.derived("ann", key));
        Append append = new Append(assertion, idempotency, batch);
        if (sent.size() < REMEMBERED) {
            sent.add(append);
        } else {
            sent.set(random.nextInt(REMEMBERED), append);
        }
        return append;
    }

    private Claim claim(long nowMicros) {
        Assertion earlier = sent.isEmpty() || random.nextInt(4) > 0 ? null : any().assertion();
        if (earlier != null && earlier.kind() == Kind.ASSERTION && random.nextBoolean()) {
            return Claim.retraction(earlier, oneOf(SOURCES), random.nextBoolean() ? "was wrong" : null);
        }
        boolean revises = earlier != null && earlier.kind() == Kind.ASSERTION;
        boolean timed = random.nextBoolean();
        return new Claim(
                Kind.ASSERTION,
                revises ? earlier.conceptPath() : oneOf(PATHS),
                revises ? earlier.predicate() : oneOf(PREDICATES),
                CanonicalJson.ofCanonical(value()),
                revises ? earlier.source() : oneOf(SOURCES),
                random.nextBoolean() ? Claim.NOT_GIVEN : random.nextInt(1_000_001),
                timed ? nowMicros - random.nextInt(1_000_000) : Assertion.UNBOUNDED,
                random.nextInt(4) == 0 ? nowMicros - 5 : Assertion.UNBOUNDED,
                random.nextInt(4) == 0 ? nowMicros + 5_000_000 : Assertion.UNBOUNDED,
                revises ? earlier.id() : null,
                null,
                null,
                null,
                random.nextInt(6) == 0 ? CanonicalJson.ofCanonical("{\"page\":" + random.nextInt(9) + "}") : null);
    }

    private String value() {
        if (random.nextInt(150) == 0) {
            return "\"" + "x".repeat(LARGE_VALUE) + "\""; // too much for the smallest segments
        }
        return switch (random.nextInt(10)) {
            case 0 -> "{\"x\":[" + "1,".repeat(random.nextInt(200)) + "2]}";
            case 1 -> "\"" + "é".repeat(random.nextInt(150)) + "\"";
            default -> String.valueOf(random.nextInt(5));
        };
    }

    /** One that nobody sent before, and that nothing stands against. */
    public Append fresh(long nowMicros) {
        Claim claim = Claim.of("x", "fresh", CanonicalJson.ofCanonical("1"), null);
        return new Append(Completion.complete(claim, nowMicros, () -> Nonces.random(random)), null, null);
    }

    /** One that was sent before, or at least made up. */
    public Append any() {
        if (sent.isEmpty()) {
            return fresh(0);
        }
        return sent.get(random.nextInt(sent.size()));
    }

    private String oneOf(String[] some) {
        return some[random.nextInt(some.length)];
    }
}
