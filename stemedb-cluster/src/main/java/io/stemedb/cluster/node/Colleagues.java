package io.stemedb.cluster.node;

import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.situation.Situation;
import java.time.Duration;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Has nodes do what an operator asks for, this node among them. Who is not live is not asked. */
final class Colleagues {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String SILENT = "it does not answer";

    private final Peers peers;

    Colleagues(Peers peers) {
        this.peers = peers;
    }

    /** Asks a node; fails if it gives no answer in time, or refuses. */
    CompletableFuture<byte[]> ask(String node, Order order) {
        Situation now = peers.cluster().situation();
        if (node.equals(now.self())) {
            return CompletableFuture.supplyAsync(() -> peers.orders().carryOut(order), Runnable::run);
        }
        if (!now.liveness().isLive(node)) {
            return CompletableFuture.failedFuture(new UnreachableException(SILENT));
        }
        return now.address(node)
                .map(address -> peers.channels().at(address, PATIENCE).operate(order))
                .orElseGet(() -> CompletableFuture.failedFuture(new UnreachableException(SILENT)));
    }

    /** Asks several at once. */
    SortedMap<String, CompletableFuture<byte[]>> ask(Collection<String> nodes, Order order) {
        SortedMap<String, CompletableFuture<byte[]>> asked = new TreeMap<>();
        nodes.forEach(node -> asked.put(node, ask(node, order)));
        return asked;
    }
}
