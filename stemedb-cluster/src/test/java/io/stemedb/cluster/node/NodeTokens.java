package io.stemedb.cluster.node;

import io.stemedb.cluster.access.TokenFacts;

/** The tokens that a node knows as facts, for tests without a server. */
public final class NodeTokens {
    private NodeTokens() {}

    /** As one node knows and states them. */
    public static TokenFacts of(Cluster cluster) {
        return new ClusterTokens(cluster);
    }
}
