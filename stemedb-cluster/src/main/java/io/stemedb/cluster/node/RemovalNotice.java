package io.stemedb.cluster.node;

import io.stemedb.cluster.situation.Situation;

/** Tells in the log of a node that it was removed, once for each removal. On the loop. */
final class RemovalNotice {
    private static final System.Logger LOGGER = System.getLogger(RemovalNotice.class.getName());

    private boolean told;

    void look(Situation situation) {
        boolean out = situation.members().isOut(situation.self());
        if (out && !told) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "this node was removed from the cluster, for good under this id: it takes no claims. What it has "
                            + "is pulled by the others. To have it join again: stop it, give its directory another id "
                            + "with stemedb-node rejoin --data-dir DIR, and change node_id where that says so");
        }
        told = out;
    }
}
