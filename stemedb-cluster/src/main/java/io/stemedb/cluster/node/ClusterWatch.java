package io.stemedb.cluster.node;

import io.stemedb.cluster.gateway.Views;
import io.stemedb.cluster.grpc.CallTimes;

/** What the metrics of a node with others are made of. May be asked from any thread, before the node is open too. */
public final class ClusterWatch {
    private final Peers peers;
    private final int shardCount;

    /** Hears how long each call to another node took, on the threads of calls. */
    @FunctionalInterface
    public interface Calls {
        /**
         * A call has ended.
         *
         * @param failed whether the other node refused, or gave no answer in time
         * @param notWanted whether this node did not want the answer any more
         */
        void ended(String call, boolean failed, boolean notWanted, long nanos);
    }

    ClusterWatch(Peers peers, int shardCount) {
        this.peers = peers;
        this.shardCount = shardCount;
    }

    /** From now on somebody hears of calls. */
    public void tell(Calls calls) {
        peers.channels()
                .tell((call, ending, nanos) -> calls.ended(
                        call, ending == CallTimes.Ending.FAILED, ending == CallTimes.Ending.GIVEN_UP, nanos));
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
