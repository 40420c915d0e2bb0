package io.stemedb.cluster.node;

import io.stemedb.access.Token;
import io.stemedb.access.TokenSet;
import io.stemedb.cluster.access.TokenFacts;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.TokenValues;
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
    public boolean areAll() {
        return cluster.situation().isMember();
    }

    @Override
    public void requireUnderstood() {
        SortedSet<String> unguarded = cluster.situations().unguarded(cluster.situation());
        if (!unguarded.isEmpty()) {
            throw StemeException.of(
                            Refusal.UNSAFE,
                            "nodes of an earlier release, or with security.mode = \"open\", would let everybody in all"
                                    + " the same: " + String.join(", ", unguarded))
                    .hinting("upgrade them, or set their mode to secure; a node that does not come back is taken out"
                            + " with POST /admin/cluster/remove");
        }
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
