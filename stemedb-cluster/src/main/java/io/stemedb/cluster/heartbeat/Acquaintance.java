package io.stemedb.cluster.heartbeat;

import io.stemedb.cluster.peer.NodeInfo;
import java.util.Optional;

/** Judges whether two nodes may be of one cluster. Pure. */
final class Acquaintance {
    private static final String WAY_OUT = "; give one of them another --node-id and an empty data directory";

    private Acquaintance() {}

    /** Why another node is none of ours, in one line that says what to do; empty if it may be. */
    static Optional<String> refusal(NodeInfo own, NodeInfo other) {
        if (!own.clusterName().equals(other.clusterName())) {
            return Optional.of("it belongs to cluster \"" + other.clusterName() + "\", this node to \""
                    + own.clusterName() + "\"; set [cluster] cluster_name alike, or take it out of the seeds");
        }
        if (!own.protocols().meet(other.protocols())) {
            return Optional.of("it runs version " + other.build() + ", which speaks no protocol of version "
                    + own.build() + "; upgrade the older one");
        }
        if (own.shardCount() != other.shardCount()) {
            return Optional.of("it has " + other.shardCount() + " shards, this node " + own.shardCount()
                    + "; a new, empty data directory takes the number of the cluster with [cluster] shards");
        }
        if (own.id().equals(other.id()) && own.store() != other.store()) {
            return Optional.of("it has the id " + other.id() + " as well" + WAY_OUT);
        }
        if (areTwoClusters(own, other)) {
            return Optional.of("it belongs to another cluster of the same name, which has claims and members of its "
                    + "own; export the one into the other, or set [cluster] cluster_name apart");
        }
        return Optional.empty();
    }

    /**
     * Why a node is not the one that was heard by its id at another address; empty if it may be.
     *
     * @param first who was heard a moment ago
     */
    static Optional<String> namesake(Neighbour first, NodeInfo other) {
        return first.last().node().store() == other.store()
                ? Optional.empty()
                : Optional.of("it has the id " + other.id() + " of the node at " + first.address() + WAY_OUT);
    }

    /** A single node, or a cluster without claims, becomes part of the other; two clusters that were used never do. */
    private static boolean areTwoClusters(NodeInfo own, NodeInfo other) {
        return !own.clusterId().isEmpty()
                && !other.clusterId().isEmpty()
                && !own.clusterId().equals(other.clusterId())
                && own.members() > 1
                && other.members() > 1
                && own.claims()
                && other.claims();
    }
}
