package io.stemedb.cluster.peer;

import io.stemedb.cluster.agreement.Base;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A heartbeat: who a node is and what it has, at one moment. A question has the same shape, but only says who asks:
 * nodes of every release pass over the rest of it.
 *
 * @param node who it is
 * @param systemDigest of the dots of the system facts that it has
 * @param copies what it has of each shard that it keeps anything of
 * @param evenAgoNanos by other node, how long ago it had all that the other one had, in the shards that both are to
 *     keep; a node with which it has not compared all of them is left out
 * @param resting what its copies rest on, each base once
 * @param owedBytes of copies that were dropped, and that merges have yet to give back
 */
public record Beat(
        NodeInfo node,
        long systemDigest,
        Map<Integer, CopyState> copies,
        Map<String, Long> evenAgoNanos,
        List<Resting> resting,
        long owedBytes) {
    /** One that tells nothing of what its copies rest on, and owes no room. */
    public Beat(NodeInfo node, long systemDigest, Map<Integer, CopyState> copies, Map<String, Long> evenAgoNanos) {
        this(node, systemDigest, copies, evenAgoNanos, List.of(), 0);
    }

    /**
     * What some copies of the node have had all of.
     *
     * @param shards of the copies
     */
    public record Resting(Base base, Set<Integer> shards) {}

    /**
     * What a node has of a shard.
     *
     * @param filled whether it vouches that it has had all of it
     * @param sealed whether it takes no more for it
     * @param digest of the dots that it has
     * @param records how many
     * @param bytes of it, about
     */
    public record CopyState(boolean filled, boolean sealed, long digest, long records, long bytes) {}
}
