package io.stemedb.cluster.gateway;

import java.util.List;

/**
 * A node as {@code /cluster/members} shows it.
 *
 * @param status {@code UP}, {@code SUSPECT} or {@code DOWN}
 * @param state {@code Alive}, {@code Suspect}, {@code Dead}, {@code Draining} if it is alive and about to leave, or
 *     {@code Removed}
 * @param address where operators reach it, or nodes if that is not known
 * @param lastSeen when it last answered; null if it never did since this node started
 * @param assertionCount claims of the cluster that it answers for, see {@link Counts}
 * @param storedAssertions claims on its own disk
 * @param error why little is known of it; null if nothing is wrong
 */
public record MemberView(
        String id,
        String status,
        String state,
        String address,
        String lastSeen,
        long assertionCount,
        long storedAssertions,
        String error) {

    /** All members, as {@code /cluster/members} answers. */
    public record Members(List<MemberView> members, boolean quorum, long metaVersion) {}
}
