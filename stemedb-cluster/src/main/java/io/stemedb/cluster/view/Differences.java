package io.stemedb.cluster.view;

import io.stemedb.cluster.compare.Difference;
import io.stemedb.cluster.compare.Outcome;
import java.util.List;

/** What nodes differ in, as a preview of a comparison shows it. */
public record Differences(int copies, long count, List<Difference> differences, List<String> failed) {
    /** What a comparison has found. */
    public static Differences of(Outcome outcome) {
        return new Differences(outcome.copies(), outcome.count(), outcome.differences(), outcome.failed());
    }
}
