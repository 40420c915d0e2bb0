package io.stemedb.cluster.scatter;

import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.peer.Waiting;
import java.util.Set;
import java.util.TreeSet;

/**
 * How complete this node's copies are that are about to be read. It is judged before the reading: a comparison behind
 * it says nothing of what was read.
 *
 * @param unreachable nodes that may have what is missing
 */
record Judged(boolean complete, Set<String> unreachable) {
    /**
     * Waits for what a token says, and judges.
     *
     * @param token what must have been seen, or null
     * @param requirement whether the copies are compared with all nodes first
     * @throws io.stemedb.refusal.StemeException shard-unavailable, if this node does not have all of a shard;
     *     token-timeout
     */
    static Judged of(OwnCopies own, Set<Integer> shards, String token, Requirement requirement) {
        own.requireAll(shards);
        own.await(token, shards);
        long begun = own.now();
        if (requirement.compares()) {
            Waiting.join(own.compare(shards, begun, requirement));
        } else {
            own.freshen(shards);
        }
        boolean complete = true;
        Set<String> lacking = new TreeSet<>();
        for (int shard : shards) {
            Completeness copy = requirement.compares() ? own.completeSince(shard, begun) : own.completeness(shard);
            complete &= suffices(copy, requirement);
            lacking.addAll(copy.unreachable());
        }
        return new Judged(complete, lacking);
    }

    /** Whether a copy is as complete as is wanted. */
    static boolean suffices(Completeness copy, Requirement requirement) {
        return requirement == Requirement.ALL ? copy.all() : copy.complete();
    }
}
