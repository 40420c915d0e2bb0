package io.stemedb.cluster.node;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.Next;
import io.stemedb.cluster.fact.Values.UnderWay;
import java.util.concurrent.CompletableFuture;

/** Changes a cluster step by step, for tests that hold the clock. */
public final class Departures {
    private Departures() {}

    /** Does the next step, without waiting for what comes of it. */
    public static void step(Cluster cluster, String node, boolean force) {
        var unused = begin(cluster, node, force).exceptionally(tooFewForNow -> null);
    }

    /** Does the next step; completes once that is acknowledged, exceptionally if it is refused. */
    public static CompletableFuture<Next> begin(Cluster cluster, String node, boolean force) {
        return step(cluster, new Change.Remove(node, force));
    }

    /** Has a node stay that was to leave; completes as {@link #begin} does. */
    public static CompletableFuture<Void> stay(Cluster cluster, String node) {
        return cluster.changing().back(new Change.Remove(node, false));
    }

    /** Does the next step of any change. */
    public static CompletableFuture<Next> step(Cluster cluster, Change change) {
        return cluster.changing().step(change);
    }

    /** Whether a node would go on with a change of another one now. */
    public static boolean goesOn(Cluster cluster, UnderWay change) {
        return cluster.succession().falls(change);
    }
}
