package io.stemedb.lens;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.CanonicalJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The candidates that say one and the same value, and what consensus makes of them. */
final class ValueTally {
    private final CanonicalJson value;
    // Most values have one source, and a slot may have thousands of values: the map is for the second source on.
    private final String firstSource;
    private int firstConfidence;
    private Map<String, Integer> otherConfidences;
    private Recorded newest;
    private long support;

    private ValueTally(Recorded first) {
        Assertion claim = first.assertion();
        value = claim.value();
        firstSource = claim.source();
        firstConfidence = claim.confidence();
        support = firstConfidence;
        newest = first;
    }

    /** One tally a distinct value, in no order that means anything. */
    static Collection<ValueTally> of(Candidates candidates) {
        return byValue(candidates).values();
    }

    /** One tally a distinct value. */
    static Map<CanonicalJson, ValueTally> byValue(Candidates candidates) {
        Map<CanonicalJson, ValueTally> tallies = new HashMap<>();
        for (Recorded claim : candidates.claims()) {
            count(tallies, claim);
        }
        return tallies;
    }

    /** Counts a claim where it belongs. */
    static ValueTally count(Map<CanonicalJson, ValueTally> tallies, Recorded claim) {
        CanonicalJson value = claim.assertion().value();
        ValueTally tally = tallies.get(value);
        if (tally == null) {
            tally = new ValueTally(claim);
            tallies.put(value, tally);
        } else {
            tally.add(claim);
        }
        return tally;
    }

    private void add(Recorded recorded) {
        newest = Newest.of(newest, recorded);
        Assertion claim = recorded.assertion();
        if (claim.source().equals(firstSource)) {
            support += Math.max(0, claim.confidence() - firstConfidence);
            firstConfidence = Math.max(firstConfidence, claim.confidence());
        } else {
            addOther(claim.source(), claim.confidence());
        }
    }

    private void addOther(String source, int confidence) {
        if (otherConfidences == null) {
            otherConfidences = new HashMap<>();
        }
        Integer known = otherConfidences.get(source);
        if (known == null || known < confidence) {
            otherConfidences.put(source, confidence);
            support += confidence - (known == null ? 0 : known);
        }
    }

    CanonicalJson value() {
        return value;
    }

    /** By recency; it shows the group. */
    Recorded newest() {
        return newest;
    }

    /** In millionths: over distinct sources, each one's highest confidence. */
    long support() {
        return support;
    }

    /** Greatest support first, then latest {@code asserted_at}, then smallest canonical value. */
    static int bestFirst(ValueTally a, ValueTally b) {
        int bySupport = Long.compare(b.support, a.support);
        if (bySupport != 0) {
            return bySupport;
        }
        int byAsserted = Long.compare(
                b.newest.assertion().assertedAt(), a.newest.assertion().assertedAt());
        return byAsserted != 0 ? byAsserted : a.value.compareTo(b.value);
    }
}
