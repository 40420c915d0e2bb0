package io.stemedb.cluster.node;

import io.stemedb.access.Token;
import io.stemedb.access.TokenSet;
import io.stemedb.cluster.access.TokenFacts;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.TokenValues;
import io.stemedb.cluster.peer.NodeInfo.Protocols;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

/** Tokens as facts of a cluster. */
final class ClusterTokens implements TokenFacts {
    private final Cluster cluster;

    ClusterTokens(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public TokenSet known() {
        return cluster.changing().facts().tokens();
    }

    @Override
    public void requireUnderstood() {
        SortedSet<String> earlier = cluster.situation().members().counted();
        earlier.removeIf(this::understands);
        if (!earlier.isEmpty()) {
            throw StemeException.of(
                            Refusal.UNSAFE,
                            "nodes of an earlier release would let everybody in all the same: "
                                    + String.join(", ", earlier))
                    .hinting("upgrade them first; a node that does not come back is taken out with"
                            + " POST /admin/cluster/remove");
        }
    }

    /** One that was never heard since this start is taken for one that does: it cannot be asked, either. */
    private boolean understands(String node) {
        var neighbour = cluster.heart().neighbours().get(node);
        return neighbour == null || neighbour.last().node().protocols().has(Protocols.TOKENS);
    }

    @Override
    public CompletableFuture<Void> state(Token token) {
        return cluster.changing().state(key(token), TokenValues.of(token));
    }

    @Override
    public CompletableFuture<Boolean> offer(Token token) {
        return cluster.changing().offer(key(token), TokenValues.of(token));
    }

    private static FactKey key(Token token) {
        return FactKey.of(FactKey.Kind.TOKEN, token.id());
    }
}
