package io.stemedb.cluster.node;

/** Has a node forget a seed, for tests that hold the clock. */
public final class Seeds {
    private Seeds() {}

    /** As an operator's order does it. */
    public static void forget(Cluster cluster, String seed) {
        cluster.forgetSeed(seed);
    }
}
