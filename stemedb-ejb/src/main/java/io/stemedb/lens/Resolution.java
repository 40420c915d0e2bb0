package io.stemedb.lens;

import io.stemedb.assertion.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a lens makes of a slot.
 *
 * @param chosen the one winner; under {@link Lens#ALL} every candidate, newest first; empty if there is no candidate
 * @param candidates among how many it was chosen
 * @param contested whether they say more than one distinct value
 */
public record Resolution(Lens lens, List<Recorded> chosen, int candidates, boolean contested) {

    /** Looks at the candidates through a lens. */
    public static Resolution of(Lens lens, Candidates candidates, Authorities authorities) {
        List<Recorded> chosen = candidates.isEmpty() ? List.of() : choose(lens, candidates, authorities);
        return new Resolution(lens, chosen, candidates.size(), candidates.contested());
    }

    /** A winner that is known already. */
    public static Resolution of(Lens lens, Recorded winner, Candidates candidates) {
        return new Resolution(lens, List.of(winner), candidates.size(), candidates.contested());
    }

    /**
     * What becomes of the winner by recency or authority when a candidate joins: no other can overtake it.
     *
     * @param longer the candidates with the one that joins
     */
    public Resolution joinedBy(Recorded claim, Candidates longer, Authorities authorities) {
        Recorded winner = chosen.get(0);
        return of(
                lens,
                lens == Lens.RECENCY ? Newest.of(winner, claim) : mostTrusted(List.of(winner, claim), authorities),
                longer);
    }

    private static List<Recorded> choose(Lens lens, Candidates candidates, Authorities authorities) {
        return switch (lens) {
            case RECENCY -> List.of(Newest.of(candidates.claims()));
            case CONSENSUS -> List.of(mostSupported(candidates));
            case AUTHORITY -> List.of(mostTrusted(candidates.claims(), authorities));
            case ALL -> newestFirst(candidates.claims());
        };
    }

    private static Recorded mostSupported(Candidates candidates) {
        if (!candidates.contested()) {
            return Newest.of(candidates.claims());
        }
        return Collections.min(ValueTally.of(candidates), ValueTally::bestFirst).newest();
    }

    static Recorded mostTrusted(List<Recorded> claims, Authorities authorities) {
        Recorded best = claims.get(0);
        int greatest = authorities.of(best.assertion().source());
        for (int i = 1; i < claims.size(); i++) {
            Recorded claim = claims.get(i);
            int authority = authorities.of(claim.assertion().source());
            if (authority > greatest || (authority == greatest && Newest.compare(claim, best) < 0)) {
                best = claim;
                greatest = authority;
            }
        }
        return best;
    }

    private static List<Recorded> newestFirst(List<Recorded> claims) {
        List<Recorded> sorted = new ArrayList<>(claims);
        sorted.sort(Newest.FIRST);
        return Collections.unmodifiableList(sorted);
    }
}
