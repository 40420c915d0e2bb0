package io.stemedb.cluster.node;

import io.stemedb.cluster.gateway.Views;

/** What the metrics of a node with others are made of. May be asked from any thread, before the node is open too. */
public final class ClusterWatch {
    private final Peers peers;
    private final int shardCount;

    /** Hears how long each call to another node took, on the threads of calls. */
    @FunctionalInterface
    public interface Calls {
        /** @param answered whether the other node gave an answer in time; a refusal is none */
        void ended(String call, boolean answered, long nanos);
    }

    ClusterWatch(Peers peers, int shardCount) {
        this.peers = peers;
        this.shardCount = shardCount;
    }

    /** From now on somebody hears of calls. */
    public void tell(Calls calls) {
        peers.channels().tell(calls::ended);
    }

    /** How things stand now. */
    public ClusterFigures figures() {
        Cluster cluster = peers.cluster();
        var now = cluster.situation();
        return ClusterFigures.of(
                now.self(),
                Views.members(now, peers::heard, shardCount).members(),
                cluster.health(),
                cluster.lags().seconds(),
                cluster.backlogs(),
                cluster.own().waitingBytes(),
                cluster.needingAll(),
                cluster.pulls(),
                cluster.comparer().counts());
    }
}
