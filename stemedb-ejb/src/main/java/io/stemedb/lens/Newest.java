package io.stemedb.lens;

import io.stemedb.assertion.Recorded;
import java.util.Comparator;
import java.util.List;

/** Newest first: greatest {@code asserted_at}, then greatest {@code recorded_at}, then smallest id. */
public final class Newest {
    /** Sorts newer claims before older ones; zero only for one and the same id. */
    public static final Comparator<Recorded> FIRST = Newest::compare;

    private Newest() {}

    /** Negative if {@code a} is the newer of the two. */
    public static int compare(Recorded a, Recorded b) {
        int byAsserted = Long.compare(b.assertion().assertedAt(), a.assertion().assertedAt());
        if (byAsserted != 0) {
            return byAsserted;
        }
        int byRecorded = Long.compare(b.recordedAt(), a.recordedAt());
        return byRecorded != 0 ? byRecorded : a.id().compareTo(b.id());
    }

    /** The newer of two claims. */
    static Recorded of(Recorded a, Recorded b) {
        return compare(a, b) <= 0 ? a : b;
    }

    /** The newest of some claims, at least one. */
    static Recorded of(List<Recorded> claims) {
        Recorded newest = claims.get(0);
        for (int i = 1; i < claims.size(); i++) {
            newest = of(newest, claims.get(i));
        }
        return newest;
    }
}
