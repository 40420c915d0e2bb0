package io.stemedb.lens;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the claims of one slot do to each other: which retraction withdraws a claim, which claim supersedes it.
 *
 * <p>A link counts only if both ends have one source; a retraction by another source is recorded and changes
 * nothing. The order of recording does not matter, so a retraction that comes before its target withdraws it once it is
 * there.
 *
 * <p>Links are taken literally. A claim that supersedes another takes it out for good, even if the successor is
 * itself retracted, superseded or not valid at the time of the question: a source that wants the older content back
 * asserts it again. So no chain is ever followed, and claims that supersede each other in a circle take each other out.
 * A claim that names itself is no older than itself and stays.
 */
public final class Links {
    private static final Links NONE = new Links();

    /** What a link points at. The source is part of it, so that a link of another source finds nothing. */
    private record End(AssertionId id, String source) {}

    private final Map<End, Recorded> retractions = new HashMap<>();
    private final Map<End, Recorded> successors = new HashMap<>();

    private Links() {}

    /** The links among what was recorded at or before {@code asOf}. */
    public static Links of(List<Recorded> slot, long asOf) {
        Links links = NONE;
        for (int i = 0; i < slot.size(); i++) {
            Recorded link = slot.get(i);
            if (pointing(link) && link.recordedAt() <= asOf) {
                // Most slots have no link at all and shall not pay for two maps.
                links = links == NONE ? new Links() : links;
                links.add(link);
            }
        }
        return links;
    }

    /** Whether a record points at another: a retraction, or a claim that supersedes. */
    public static boolean pointing(Recorded recorded) {
        return recorded.assertion().kind() == Kind.RETRACTION
                || recorded.assertion().supersedes() != null;
    }

    /** Whether a retraction withdraws this claim: it must name it and be of the same source. */
    public static boolean withdraws(Recorded retraction, Recorded claim) {
        Assertion by = retraction.assertion();
        Assertion end = claim.assertion();
        return by.kind() == Kind.RETRACTION
                && end.kind() == Kind.ASSERTION
                && by.target().equals(end.id())
                && by.source().equals(end.source());
    }

    private void add(Recorded link) {
        Assertion from = link.assertion();
        if (from.kind() == Kind.RETRACTION) {
            retractions.merge(new End(from.target(), from.source()), link, Links::earlier);
        } else if (!from.supersedes().equals(from.id())) {
            successors.merge(new End(from.supersedes(), from.source()), link, Links::earlier);
        }
    }

    /** Of two links to one claim the one recorded first is shown: it never changes when more arrive. */
    private static Recorded earlier(Recorded a, Recorded b) {
        int byTime = Long.compare(a.recordedAt(), b.recordedAt());
        return (byTime != 0 ? byTime : a.id().compareTo(b.id())) <= 0 ? a : b;
    }

    /** Whether the slot has no links. */
    public boolean none() {
        return this == NONE;
    }

    /** The retraction that withdraws a claim, the first recorded of several; null if the claim stands. */
    public Recorded retraction(Recorded claim) {
        return find(retractions, claim);
    }

    /** The claim that supersedes a claim, the first recorded of several; null if none does. */
    public Recorded successor(Recorded claim) {
        return find(successors, claim);
    }

    private static Recorded find(Map<End, Recorded> links, Recorded claim) {
        Assertion end = claim.assertion();
        // A retraction is no claim: nothing withdraws or supersedes it.
        return links.isEmpty() || end.kind() == Kind.RETRACTION ? null : links.get(new End(end.id(), end.source()));
    }
}
