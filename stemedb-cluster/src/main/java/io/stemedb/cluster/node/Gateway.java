package io.stemedb.cluster.node;

import io.stemedb.cluster.gateway.HealthView;
import io.stemedb.cluster.gateway.MemberView;
import io.stemedb.cluster.gateway.Views;
import io.stemedb.cluster.operations.ShardView;

/** The cluster as operators see it: the same calls on a node with others and on one without. */
public interface Gateway {
    /** All members, with what is known of those that cannot be reached. */
    MemberView.Members members();

    /** Whether the cluster is well. */
    HealthView health();

    /** Its health, and what it is. */
    Views.Status status();

    /** All shards, and who has what of them. */
    ShardView.Shards shards();

    /** All members with their shards. */
    Views.Nodes nodes();

    /** How many claims this node answers for. */
    long assertionCount();

    /** {@code waiting} before there is a cluster, {@code no-majority} if too few nodes are reached; else empty. */
    String concern();
}
