package io.stemedb.query;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Links;
import java.util.Map;

/**
 * An assertion with what others of its slot did to it.
 *
 * @param retractedBy the retraction that withdraws it, or null
 * @param supersededBy the claim that supersedes it, or null
 * @param applied for a retraction, whether it withdraws its target: false if that is of another source or not there
 *     yet; null for a claim
 */
public record LinkedAssertion(Recorded recorded, AssertionId retractedBy, AssertionId supersededBy, Boolean applied) {

    /** An assertion within its slot. */
    static LinkedAssertion of(Recorded recorded, Links links, Map<AssertionId, Recorded> slot) {
        return new LinkedAssertion(
                recorded, idOf(links.retraction(recorded)), idOf(links.successor(recorded)), applied(recorded, slot));
    }

    private static Boolean applied(Recorded recorded, Map<AssertionId, Recorded> slot) {
        if (recorded.assertion().kind() != Kind.RETRACTION) {
            return null;
        }
        Recorded target = slot.get(recorded.assertion().target());
        return target != null && Links.withdraws(recorded, target);
    }

    private static AssertionId idOf(Recorded recorded) {
        return recorded == null ? null : recorded.id();
    }

    /** Whether its own source withdrew it. */
    public boolean retracted() {
        return retractedBy != null;
    }
}
