package io.stemedb.cluster.access;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.access.TokenText;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes, revokes and rotates tokens. Each call waits until a majority of the nodes knows of it. */
public final class TokenOffice {
    private static final String WHERE = "GET /admin/tokens lists them";

    private final TokenBook book;
    private final RandomGenerator random;
    private final Supplier<Instant> clock;

    /** Works on a book. */
    public TokenOffice(TokenBook book, RandomGenerator random, Supplier<Instant> clock) {
        this.book = book;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A token that was just made.
     *
     * @param text with the secret, which is told this once
     */
    public record Made(Token token, TokenText text) {}

    /**
     * Has somebody act only if he may: once there are tokens, one of an operator. The door of an open node has let him
     * pass, but a token is one of all nodes.
     *
     * @param role of the token that was sent; null without one
     * @throws StemeException forbidden
     */
    public TokenOffice askedBy(Role role) {
        if (role != Role.OPERATOR && book.now().isConfigured()) {
            throw StemeException.of(
                            Refusal.FORBIDDEN,
                            "there are tokens, so on a node that lets everybody in, too, this call needs one of an"
                                    + " operator")
                    .hinting("stemedb-node token create --role operator makes one on the machine of a node");
        }
        return this;
    }

    /**
     * Makes a token.
     *
     * @param by who asks
     * @throws StemeException unsafe, if nobody could revoke it, or some nodes would let everybody in all the same
     */
    public Made create(Role role, String note, String by, boolean force) {
        if (role != Role.OPERATOR && !force && !book.now().hasOperatorBeside("", clock.get())) {
            throw StemeException.of(
                            Refusal.UNSAFE,
                            "there is no token of an operator, and from the first token on every call needs one:"
                                    + " nobody could make or revoke another")
                    .hinting("make a token with the role operator first, or say \"force\":true");
        }
        return make(role, note, by);
    }

    private Made make(Role role, String note, String by) {
        facts().requireUnderstood();
        TokenText text = TokenText.fresh(random);
        Token token = Token.of(text, role, note, clock.get(), by);
        try {
            state(token);
        } catch (StemeException failed) { // it may count later all the same, and nobody was told its secret
            book.disown(token.revoked(token.createdAt()));
            throw failed;
        }
        return new Made(token, text);
    }

    /**
     * Ends a token now; one that has ended stays as it is.
     *
     * @throws StemeException unknown-token; unsafe, if it is the last one of an operator and it is not forced
     */
    public Token revoke(String id, boolean force) {
        Token token = find(id);
        Instant now = clock.get();
        if (!token.isValid(now)) {
            return token;
        }
        if (token.role() == Role.OPERATOR && !force && !book.now().hasOperatorBeside(id, now)) {
            throw StemeException.of(Refusal.UNSAFE, "this is the last token of an operator that does not end")
                    .hinting("make another one first, or say ?force=true; stemedb-node token create makes one on the"
                            + " machine of a node");
        }
        return end(token, token.revoked(now));
    }

    /**
     * Makes a token with the same role in the place of another.
     *
     * @param grace how long the old one goes on
     * @throws StemeException unknown-token; unsafe, if it has ended
     */
    public Made rotate(String id, Duration grace, String by) {
        Token old = find(id);
        Instant now = clock.get();
        if (!old.isValid(now)) {
            throw StemeException.of(Refusal.UNSAFE, "this token has ended").hinting("make a new one instead");
        }
        Made made = make(old.role(), old.note(), by);
        end(old, grace.isZero() ? old.revoked(now) : old.endingAt(now.plus(grace)));
        return made;
    }

    private Token end(Token token, Token ended) {
        if (facts().known().get(token.id()).isEmpty()) {
            state(token); // so that its end is a later version of it, whoever else states it just now
        }
        state(ended);
        return ended;
    }

    private Token find(String id) {
        return book.now()
                .get(id)
                .orElseThrow(() -> StemeException.of(Refusal.UNKNOWN_TOKEN, "no token has this id")
                        .at("/id")
                        .hinting(WHERE));
    }

    private TokenFacts facts() {
        TokenFacts facts = book.facts();
        if (facts == null) {
            throw StemeException.of(Refusal.STARTING, "the node is still reading its data directory");
        }
        return facts;
    }

    private void state(Token token) {
        try {
            facts().state(token).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StemeException refused ? refused : failed;
        } finally {
            book.stated();
        }
    }
}
