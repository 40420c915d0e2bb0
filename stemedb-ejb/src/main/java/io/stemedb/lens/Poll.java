package io.stemedb.lens;

import io.stemedb.assertion.Recorded;
import io.stemedb.json.CanonicalJson;
import java.util.Collections;
import java.util.Map;

/** The count behind consensus, kept up to date as claims join it. Not thread-safe. */
public final class Poll {
    private final Map<CanonicalJson, ValueTally> tallies;
    private ValueTally leader;

    private Poll(Map<CanonicalJson, ValueTally> tallies) {
        this.tallies = tallies;
        this.leader = Collections.min(tallies.values(), ValueTally::bestFirst);
    }

    /** Counts some candidates, at least one. */
    public static Poll of(Candidates candidates) {
        return new Poll(ValueTally.byValue(candidates));
    }

    /** Counts one candidate more. It can only better the standing of its own value, so only that can take the lead. */
    public void add(Recorded claim) {
        ValueTally tally = ValueTally.count(tallies, claim);
        if (ValueTally.bestFirst(tally, leader) < 0) {
            leader = tally;
        }
    }

    /** The claim that shows the value with the most support. */
    public Recorded winner() {
        return leader.newest();
    }
}
