package io.stemedb.cluster.node;

/** Takes members out step by step, for tests that hold the clock. */
public final class Departures {
    private Departures() {}

    /** Does the next step, without waiting for what comes of it. */
    public static void step(Cluster cluster, String node, boolean force) {
        var unused = cluster.departure().step(node, force).exceptionally(tooFewForNow -> null);
    }
}
