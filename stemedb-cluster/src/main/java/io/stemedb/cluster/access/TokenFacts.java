package io.stemedb.cluster.access;

import io.stemedb.access.Token;
import io.stemedb.access.TokenSet;
import io.stemedb.refusal.StemeException;
import java.util.concurrent.CompletableFuture;

/** What all nodes know of tokens. */
public interface TokenFacts {
    /** Those that are known on this node. */
    TokenSet known();

    /** Whether these are all: a node that has not joined its cluster yet knows none of it. */
    boolean areAll();

    /** @throws StemeException unsafe, if there are nodes that would let everybody in all the same */
    void requireUnderstood();

    /** States a token as it now is; fails with replicas-unreachable if no majority has agreed. */
    CompletableFuture<Void> state(Token token);

    /** States a token that nobody is known to know; whether a majority has agreed. One that others know stays. */
    CompletableFuture<Boolean> offer(Token token);
}
