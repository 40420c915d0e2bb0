package io.stemedb.cluster.simulation;

import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.cluster.peer.Peer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A node that is heard as one of the build that kept no bases. */
final class EarlierBuild {
    private EarlierBuild() {}

    static Peer of(Peer node) {
        return (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (proxy, call, asked) -> {
                    if (call.getName().equals("beat")) {
                        return node.beat((Beat) asked[0]).thenApply(EarlierBuild::asBefore);
                    }
                    try {
                        return call.invoke(node, asked);
                    } catch (InvocationTargetException refused) {
                        throw refused.getCause();
                    }
                });
    }

    private static Beat asBefore(Beat beat) {
        NodeInfo node = beat.node();
        NodeInfo before = new NodeInfo(
                node.id(),
                node.clusterName(),
                node.clusterId(),
                node.members(),
                node.claims(),
                node.shardCount(),
                node.store(),
                node.rpc(),
                node.membership(),
                node.gateway(),
                node.api(),
                node.build(),
                new Protocols(1, 1, 0),
                node.format(),
                node.wallMicros(),
                node.stopping());
        return new Beat(before, beat.systemDigest(), beat.copies(), beat.evenAgoNanos());
    }
}
