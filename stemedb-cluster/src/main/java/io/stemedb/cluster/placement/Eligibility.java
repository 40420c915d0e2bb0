package io.stemedb.cluster.placement;

import io.stemedb.cluster.member.Liveness;
import io.stemedb.cluster.member.Members;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which nodes may stand in holder lists.
 *
 * @param eligible members that do not drain and were live a short while ago
 * @param away those of them that are away at the moment and may still come back. Lists are not evened out until it is
 *     clear whether they do, since each move would have to be undone.
 */
public record Eligibility(SortedSet<String> eligible, SortedSet<String> away) {
    public Eligibility {
        eligible = Collections.unmodifiableSortedSet(new TreeSet<>(eligible));
        away = Collections.unmodifiableSortedSet(new TreeSet<>(away));
    }

    /**
     * @param startedAt when this node started, on the clock of {@code liveness}. A node that was never heard of counts
     *     from then on, so one that has just started does not replace everybody it has not met yet.
     * @param rereplicateAfterNanos for how long a member keeps its places after it was last live
     */
    public static Eligibility of(
            Members members, Collection<String> drains, Liveness liveness, long startedAt, long rereplicateAfterNanos) {
        SortedSet<String> eligible = members.members();
        eligible.removeAll(drains);
        eligible.removeIf(node -> {
            long last = liveness.lastRoundTrip().getOrDefault(node, startedAt);
            return liveness.now() - last >= liveness.liveAfterNanos() + rereplicateAfterNanos;
        });
        SortedSet<String> away = new TreeSet<>(eligible);
        away.removeIf(liveness::isLive);
        return new Eligibility(eligible, away);
    }

    /** Whether lists may be evened out. */
    public boolean mayBalance() {
        return away.isEmpty();
    }
}
