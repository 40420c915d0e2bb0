package io.stemedb.source;

import java.util.ArrayList;
import java.util.List;

/** Everything recorded about one source. Immutable. */
final class SourceHistory {
    /** Before anything is recorded: authority 0.5. */
    static final int DEFAULT_AUTHORITY = 500_000;

    static final SourceHistory EMPTY = new SourceHistory(List.of());

    // by rank, the one that counts last
    private final List<Registration> facts;

    private SourceHistory(List<Registration> facts) {
        this.facts = facts;
    }

    /** The history with one fact more; this one if the fact is known already. */
    SourceHistory with(Registration fact) {
        List<Registration> more = new ArrayList<>(facts);
        int at = 0;
        while (at < more.size() && Registration.BY_RANK.compare(more.get(at), fact) < 0) {
            at++;
        }
        boolean known = at < more.size() && more.get(at).id().equals(fact.id());
        if (known && more.get(at).recordedAt() <= fact.recordedAt()) {
            return this;
        }
        if (known) {
            // Of two copies the one recorded first is the true one, wherever it comes from.
            more.set(at, fact);
        } else {
            more.add(at, fact);
        }
        return new SourceHistory(List.copyOf(more));
    }

    /** The fact that counted at a time; null before the first. */
    Registration at(long asOf) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (facts.get(i).recordedAt() <= asOf) {
                return facts.get(i);
            }
        }
        return null;
    }

    int authority(long asOf) {
        Registration fact = at(asOf);
        return fact == null ? DEFAULT_AUTHORITY : fact.update().authority();
    }

    long highestVersion() {
        return facts.isEmpty() ? 0 : facts.get(facts.size() - 1).version();
    }

    List<Registration> byTime() {
        return facts.stream().sorted(Registration.BY_TIME).toList();
    }
}
