package io.stemedb.lens;

import static java.util.Comparator.comparing;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.CanonicalJson;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lens rules written down once more, sentence by sentence and without a thought for speed. */
final class NaiveLenses {
    private final List<Recorded> candidates;
    private final Authorities authorities;

    NaiveLenses(List<Recorded> slot, View view, Authorities authorities) {
        List<Recorded> known =
                slot.stream().filter(r -> r.recordedAt() <= view.asOf()).toList();
        this.candidates = known.stream()
                .filter(r -> r.assertion().kind() == Kind.ASSERTION)
                .filter(r -> view.includeRetracted() || !retracted(r, known))
                .filter(r -> !superseded(r, known))
                .filter(r -> validAt(r.assertion(), view.validAt()))
                .filter(r -> view.source() == null || r.assertion().source().equals(view.source()))
                .toList();
        this.authorities = authorities;
    }

    private static boolean retracted(Recorded claim, List<Recorded> known) {
        return known.stream()
                .filter(r -> r.assertion().kind() == Kind.RETRACTION)
                .filter(r -> r.assertion().source().equals(claim.assertion().source()))
                .anyMatch(r -> r.assertion().target().equals(claim.id()));
    }

    private static boolean superseded(Recorded claim, List<Recorded> known) {
        return known.stream()
                .filter(r -> r.assertion().kind() == Kind.ASSERTION)
                .filter(r -> !r.id().equals(claim.id()))
                .filter(r -> r.assertion().source().equals(claim.assertion().source()))
                .anyMatch(r -> claim.id().equals(r.assertion().supersedes()));
    }

    private static boolean validAt(Assertion claim, long time) {
        boolean begun = claim.validFrom() == Assertion.UNBOUNDED || time >= claim.validFrom();
        boolean ended = claim.validTo() != Assertion.UNBOUNDED && time >= claim.validTo();
        return begun && !ended;
    }

    private static Comparator<Recorded> newestFirst() {
        return comparing((Recorded r) -> -r.assertion().assertedAt())
                .thenComparing(r -> -r.recordedAt())
                .thenComparing(r -> r.id().toString());
    }

    List<AssertionId> answer(Lens lens) {
        return switch (lens) {
            case RECENCY -> first(newestFirst());
            case CONSENSUS -> consensus();
            case AUTHORITY ->
                first(comparing((Recorded r) -> -authorities.of(r.assertion().source()))
                        .thenComparing(newestFirst()));
            case ALL ->
                candidates.stream().sorted(newestFirst()).map(Recorded::id).toList();
        };
    }

    private List<AssertionId> first(Comparator<Recorded> order) {
        return candidates.stream().sorted(order).limit(1).map(Recorded::id).toList();
    }

    private List<AssertionId> consensus() {
        Map<CanonicalJson, List<Recorded>> groups = candidates.stream()
                .collect(Collectors.groupingBy(r -> r.assertion().value()));
        return groups.entrySet().stream()
                .sorted(comparing((Map.Entry<CanonicalJson, List<Recorded>> g) -> -support(g.getValue()))
                        .thenComparing(g -> -latest(g.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .limit(1)
                .map(g -> g.getValue().stream()
                        .sorted(newestFirst())
                        .toList()
                        .get(0)
                        .id())
                .toList();
    }

    static long support(List<Recorded> group) {
        Map<String, Integer> highest = group.stream()
                .collect(Collectors.toMap(
                        r -> r.assertion().source(), r -> r.assertion().confidence(), Math::max));
        return highest.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static long latest(List<Recorded> group) {
        return group.stream().mapToLong(r -> r.assertion().assertedAt()).max().orElseThrow();
    }

    int size() {
        return candidates.size();
    }

    boolean contested() {
        return candidates.stream().map(r -> r.assertion().value()).distinct().count() > 1;
    }
}
