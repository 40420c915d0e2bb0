package io.stemedb.access;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All tokens that a node knows, revoked ones among them. Immutable. */
public final class TokenSet {
    /** No token was ever made. */
    public static final TokenSet NONE = new TokenSet(new TreeMap<>());

    private static final byte[] OF_NOBODY = new byte[32];

    private final SortedMap<String, Token> byId;
    private final SortedMap<String, byte[]> hashes = new TreeMap<>();

    private TokenSet(SortedMap<String, Token> byId) {
        this.byId = Collections.unmodifiableSortedMap(byId);
        byId.forEach((id, token) -> hashes.put(id, token.hash()));
    }

    /** These tokens; of two with one id the first counts, and it ends when either says so. */
    public static TokenSet of(Collection<Token> tokens) {
        SortedMap<String, Token> byId = new TreeMap<>();
        tokens.forEach(token -> byId.merge(token.id(), token, Token::endedLike));
        return byId.isEmpty() ? NONE : new TokenSet(byId);
    }

    /** These and those that only {@code other} has. A token that both have ends as soon as one of them says so. */
    public TokenSet and(TokenSet other) {
        if (other.byId.isEmpty()) {
            return this;
        }
        SortedMap<String, Token> both = new TreeMap<>(byId);
        other.byId.forEach((id, token) -> both.merge(id, token, Token::endedLike));
        return new TokenSet(both);
    }

    /** All, by id. */
    public List<Token> all() {
        return List.copyOf(byId.values());
    }

    /** The token of an id. */
    public Optional<Token> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether a token was ever made: from then on every call needs one. */
    public boolean isConfigured() {
        return !byId.isEmpty();
    }

    /** Whose token a text is; empty if it is none that counts now. An unknown id takes as long as a wrong secret. */
    public Optional<Token> verify(TokenText text, Instant now) {
        byte[] expected = hashes.getOrDefault(text.id(), OF_NOBODY);
        boolean same = MessageDigest.isEqual(expected, text.hash());
        return same ? get(text.id()).filter(token -> token.isValid(now)) : Optional.empty();
    }

    /** Whether an operator can still act if a token is gone. */
    public boolean hasOperatorBeside(String id, Instant now) {
        return byId.values().stream()
                .anyMatch(token -> token.role() == Role.OPERATOR
                        && token.revokedAt() == null
                        && token.isValid(now)
                        && !token.id().equals(id));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSet set && byId.equals(set.byId);
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }
}
