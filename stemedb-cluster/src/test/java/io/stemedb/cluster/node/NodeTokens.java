package io.stemedb.cluster.node;

import io.stemedb.cluster.access.TokenFacts;
import io.stemedb.cluster.gateway.HealthView;
import java.util.Map;
import java.util.stream.Collectors;

/** The tokens that a node knows as facts, for tests without a server. */
public final class NodeTokens {
    private NodeTokens() {}

    /** As one node knows and states them. */
    public static TokenFacts of(Cluster cluster) {
        return new ClusterTokens(cluster);
    }

    /** What keeps the cluster from being well, by its code. */
    public static Map<String, String> reasons(Cluster cluster) {
        return cluster.health().reasons().stream()
                .collect(Collectors.toMap(HealthView.Reason::code, HealthView.Reason::detail));
    }
}
