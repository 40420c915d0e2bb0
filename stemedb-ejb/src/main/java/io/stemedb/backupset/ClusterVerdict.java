package io.stemedb.backupset;

import io.stemedb.assertion.Times;
import java.util.List;
import java.util.Optional;

/**
 * What the backups of a cluster in a folder are worth, in one line for people.
 *
 * @param well whether nothing is wrong, and the newest restores everything
 * @param line what is so, and what to do next
 */
public record ClusterVerdict(boolean well, String line) {
    private static final String OTHERS = "mend that, or remove it together with its manifest; ";
    private static final String ANOTHER = "mend that or take another backup of the cluster; until then, ";

    /** @param newestFirst what was found; at least one */
    public static ClusterVerdict of(List<ClusterVerification.Outcome> newestFirst) {
        ClusterVerification.Outcome newest = newestFirst.get(0);
        long faulty =
                newestFirst.stream().filter(one -> !one.problems().isEmpty()).count();
        if (faulty == 0 && newest.restoresAll()) {
            return new ClusterVerdict(true, "well: " + restoring(newest));
        }
        String wrong = faulty > 0
                ? faulty + " of " + newestFirst.size() + " backups of the cluster " + (faulty == 1 ? "has" : "have")
                        + " faults, named above"
                : newest.path() + " is not complete: " + newest.manifest().lack();
        Optional<ClusterVerification.Outcome> usable = newestFirst.stream()
                .filter(ClusterVerification.Outcome::restoresAll)
                .findFirst();
        String next = usable.map(one -> (one.equals(newest) ? OTHERS : ANOTHER) + restoring(one))
                .orElse("none restores everything: mend that, or take another backup of the cluster now");
        return new ClusterVerdict(false, "not well: " + wrong + "; " + next);
    }

    private static String restoring(ClusterVerification.Outcome one) {
        return one.path() + " restores everything that was acknowledged before "
                + Times.format(one.manifest().begun()) + ": run stemedb-node restore for each of its "
                + one.manifest().nodes().size() + " nodes";
    }
}
