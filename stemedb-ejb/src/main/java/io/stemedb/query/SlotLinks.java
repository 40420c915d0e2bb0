package io.stemedb.query;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Links;
import java.util.List;

/**
 * What of a large slot is kept about how its claims act on each other.
 *
 * @param pointing its retractions and the claims that supersede, in the order of recording
 * @param simple whether nothing points, and no claim has bounds of validity: then every claim is a candidate, at any
 *     time
 * @param through nothing that was recorded up to then is missing
 */
record SlotLinks(List<Recorded> pointing, boolean simple, long through) {

    /** Whether a record leaves a slot simple. */
    static boolean isSimple(Recorded recorded) {
        Assertion claim = recorded.assertion();
        return !Links.pointing(recorded)
                && claim.validFrom() == Assertion.UNBOUNDED
                && claim.validTo() == Assertion.UNBOUNDED;
    }

    Links at(long asOf) {
        return Links.of(pointing, asOf);
    }

    long bytes() {
        return pointing.stream().mapToLong(SlotState::bytesOf).sum();
    }
}
