package io.stemedb.cluster.node;

import java.util.concurrent.CompletableFuture;

/** Takes members out step by step, for tests that hold the clock. */
public final class Departures {
    private Departures() {}

    /** Does the next step, without waiting for what comes of it. */
    public static void step(Cluster cluster, String node, boolean force) {
        var unused = cluster.departure().step(node, force).exceptionally(tooFewForNow -> null);
    }

    /** Does the next step; completes once that is acknowledged, exceptionally if it is refused. */
    public static CompletableFuture<?> begin(Cluster cluster, String node, boolean force) {
        return cluster.departure().step(node, force);
    }

    /** Has a node stay that was to leave; completes as {@link #begin} does. */
    public static CompletableFuture<Void> stay(Cluster cluster, String node) {
        return cluster.departure().stay(node);
    }
}
