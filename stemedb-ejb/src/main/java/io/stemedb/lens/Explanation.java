package io.stemedb.lens;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Utf8Order;
import io.stemedb.json.CanonicalJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows how a lens came to its answer: every distinct value with its score, the winner first and then as they ranked.
 */
public final class Explanation {
    private final Lens lens;
    private final Authorities authorities;
    private final Candidates candidates;

    private Explanation(Lens lens, Candidates candidates, Authorities authorities) {
        this.lens = lens;
        this.candidates = candidates;
        this.authorities = authorities;
    }

    /** Every group of the candidates, best first by the rule of the lens; by consensus' rule under {@link Lens#ALL}. */
    public static List<ValueGroup> of(Lens lens, Candidates candidates, Authorities authorities) {
        return new Explanation(lens, candidates, authorities).groups();
    }

    private List<ValueGroup> groups() {
        Map<CanonicalJson, List<Recorded>> members = membersByValue();
        List<Standing> standings = new ArrayList<>();
        for (ValueTally tally : ValueTally.of(candidates)) {
            standings.add(standing(tally, members.get(tally.value())));
        }
        standings.sort(bestFirst());
        List<ValueGroup> groups = new ArrayList<>(standings.size());
        for (int rank = 0; rank < standings.size(); rank++) {
            boolean won = rank == 0 && lens != Lens.ALL;
            Standing standing = standings.get(rank);
            String reason = won ? null : standing.whyBehind(standings.get(0), lens);
            groups.add(group(standing, members.get(standing.tally().value()), won, reason));
        }
        return groups;
    }

    private Map<CanonicalJson, List<Recorded>> membersByValue() {
        Map<CanonicalJson, List<Recorded>> members = new HashMap<>();
        for (Recorded claim : candidates.claims()) {
            members.computeIfAbsent(claim.assertion().value(), value -> new ArrayList<>())
                    .add(claim);
        }
        return members;
    }

    private Standing standing(ValueTally tally, List<Recorded> members) {
        Recorded champion = lens == Lens.AUTHORITY ? Resolution.mostTrusted(members, authorities) : tally.newest();
        return new Standing(tally, champion, authorities.of(champion.assertion().source()));
    }

    private Comparator<Standing> bestFirst() {
        return switch (lens) {
            case RECENCY -> Comparator.comparing(Standing::champion, Newest.FIRST);
            case CONSENSUS, ALL -> Comparator.comparing(Standing::tally, ValueTally::bestFirst);
            case AUTHORITY ->
                Comparator.comparingInt(Standing::authority).reversed().thenComparing(Standing::champion, Newest.FIRST);
        };
    }

    private ValueGroup group(Standing standing, List<Recorded> members, boolean won, String reason) {
        members.sort(Newest.FIRST);
        List<AssertionId> ids = members.stream().map(Recorded::id).toList();
        List<String> sources = members.stream()
                .map(claim -> claim.assertion().source())
                .distinct()
                .sorted(Utf8Order::compare)
                .toList();
        return new ValueGroup(standing.tally().value(), standing.score(lens), sources, ids, won, reason);
    }
}
