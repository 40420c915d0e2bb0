package io.stemedb.admin.change;

import io.stemedb.admin.command.Call;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;

/** Makes sure that a change goes to the cluster that the profile means. */
public final class TheCluster {
    private TheCluster() {}

    /** Ends a command whose profile is for another cluster. */
    public static void require(Call call) {
        String expected = call.connection().clusterId();
        if (expected == null) {
            return;
        }
        String found = call.gateway().get("/cluster/status").text("cluster_id");
        if (!expected.equals(found)) {
            throw Trouble.of(
                    Outcome.REFUSED,
                    "this is the cluster " + (found == null ? "of no id" : found) + ", and the profile is for "
                            + expected,
                    "look at the gateway and at the profile; nothing was changed");
        }
    }
}
