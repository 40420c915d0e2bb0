package io.stemedb.lens;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import java.util.ArrayList;
import java.util.List;

/**
 * The claims of a slot among which a lens chooses: its live assertions, that is those not retracted, not superseded,
 * valid at the time of the question and recorded by its bound. What {@link Links} says about retractions and successors
 * holds.
 */
public final class Candidates {
    private final List<Recorded> claims;
    private final boolean contested;

    private Candidates(List<Recorded> claims, boolean contested) {
        this.claims = claims;
        this.contested = contested;
    }

    /** Picks the candidates out of everything recorded in one slot, in any order. */
    public static Candidates of(List<Recorded> slot, View view) {
        return of(slot, view, Links.of(slot, view.asOf()));
    }

    /** The same, for a caller that knows the slot's links as of the view already. */
    public static Candidates of(List<Recorded> slot, View view, Links links) {
        List<Recorded> live = new ArrayList<>(slot.size());
        for (int i = 0; i < slot.size(); i++) {
            Recorded recorded = slot.get(i);
            if (live(recorded, links, view)) {
                live.add(recorded);
            }
        }
        return new Candidates(live, severalValues(live));
    }

    /** Whether a record is a candidate, given the slot's links as of the view. */
    public static boolean live(Recorded recorded, Links links, View view) {
        Assertion claim = recorded.assertion();
        return claim.kind() == Kind.ASSERTION
                && recorded.recordedAt() <= view.asOf()
                && claim.validAt(view.validAt())
                && (view.source() == null || view.source().equals(claim.source()))
                && (view.includeRetracted() || links.retraction(recorded) == null)
                && links.successor(recorded) == null;
    }

    /**
     * The candidates with one more, of which the caller knows that it is live. Only one thread at a time may call this.
     */
    public Candidates with(Recorded claim) {
        Growing<Recorded> grown = claims instanceof Growing<Recorded> known ? known : Growing.of(claims);
        boolean another = !isEmpty()
                && !claim.assertion().value().equals(claims.get(0).assertion().value());
        return new Candidates(grown.append(claim), contested || another);
    }

    private static boolean severalValues(List<Recorded> claims) {
        for (int i = 1; i < claims.size(); i++) {
            if (!claims.get(i)
                    .assertion()
                    .value()
                    .equals(claims.get(0).assertion().value())) {
                return true;
            }
        }
        return false;
    }

    /** The candidates in the order they were handed in. Read only. */
    public List<Recorded> claims() {
        return claims;
    }

    public int size() {
        return claims.size();
    }

    public boolean isEmpty() {
        return claims.isEmpty();
    }

    /** Whether more than one distinct value is live. */
    public boolean contested() {
        return contested;
    }
}
