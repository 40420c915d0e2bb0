package io.stemedb.cluster.node;

import io.stemedb.access.Token;
import io.stemedb.access.TokenSet;
import io.stemedb.cluster.access.TokenFacts;
import io.stemedb.cluster.fact.FactBook;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.TokenValues;
import io.stemedb.cluster.loop.ThreadLoop;
import io.stemedb.engine.Engine;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Tokens as facts of a node without others: the same records in the same place, so that others learn of them if it ever
 * becomes one of a cluster.
 */
final class LoneTokens implements TokenFacts, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(LoneTokens.class.getName());

    private final ThreadLoop loop = new ThreadLoop("stemedb-facts");
    private final FactBook book;

    /** Reads what the engine has. */
    LoneTokens(Engine engine) {
        book = new FactBook(engine.status().nodeId(), engine.recording(), loop);
        try {
            book.load(engine.reader());
        } catch (StemeException unreadable) { // what is damaged is told elsewhere, and keeps no node from starting
            LOGGER.log(System.Logger.Level.WARNING, "facts cannot be read: {0}", unreadable.getMessage());
        }
    }

    @Override
    public TokenSet known() {
        return book.facts().tokens();
    }

    @Override
    public boolean areAll() {
        return true;
    }

    @Override
    public void requireUnderstood() {
        // There is nobody else.
    }

    @Override
    public CompletableFuture<Void> state(Token token) {
        FactKey key = FactKey.of(FactKey.Kind.TOKEN, token.id());
        return book.put(key, TokenValues.of(token), List.of()).thenAccept(record -> book.applied(record.decoded()));
    }

    @Override
    public CompletableFuture<Boolean> offer(Token token) {
        return state(token).thenApply(done -> true);
    }

    @Override
    public void close() {
        loop.close();
    }
}
