package io.stemedb.cluster.agreement;

import io.stemedb.cluster.member.Liveness;
import io.stemedb.cluster.member.Members;
import java.util.List;
import java.util.Map;

/**
 * What one node knows about one shard at one moment.
 *
 * @param holders the holder list
 * @param seen by node, what it last said of its copy; for {@code self} its own copy
 * @param comparedAt by node, when the request of the last comparison was sent in which nothing was missing. A node that
 *     is merely live was not compared: a big shard takes many pulls. Forgotten with the copy, and at each start.
 */
public record Knowledge(
        String self,
        List<String> holders,
        Members members,
        Liveness liveness,
        Map<String, ShardSeen> seen,
        Map<String, Long> comparedAt,
        Ground ground) {
    public Knowledge {
        holders = List.copyOf(holders);
        seen = Map.copyOf(seen);
        comparedAt = Map.copyOf(comparedAt);
    }

    ShardSeen own() {
        return seenOf(self);
    }

    ShardSeen seenOf(String node) {
        return seen.getOrDefault(node, ShardSeen.NOTHING);
    }

    /** A node that was removed may stand in lists still, and does not count as a holder. */
    boolean isHolder() {
        return members.isMember(self) && holders.contains(self);
    }

    boolean isComparedSince(String node, long earliest) {
        Long at = comparedAt.get(node);
        return at != null && at - earliest >= 0;
    }
}
