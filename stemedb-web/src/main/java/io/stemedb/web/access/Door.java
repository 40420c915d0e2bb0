package io.stemedb.web.access;

import io.stemedb.access.Role;
import io.stemedb.access.Token;
import io.stemedb.access.TokenSet;
import io.stemedb.access.TokenText;
import io.stemedb.refusal.Refusal;
import io.stemedb.web.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides whether a caller is let in. */
final class Door {
    private static final String BEARER = "Bearer ";
    private static final List<String> PROXIES =
            List.of("X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");
    private static final String HOW = "send Authorization: Bearer stemedb_...";

    /**
     * What becomes of a call.
     *
     * @param refusal null if it goes on
     */
    record Verdict(Caller caller, Problem refusal) {}

    private Door() {}

    /**
     * Judges a call that needs a role.
     *
     * @param authorization the header; null if there is none
     */
    static Verdict judge(TokenSet tokens, Role needed, String authorization, Instant now) {
        Optional<TokenText> sent =
                authorization == null ? Optional.empty() : text(authorization).flatMap(TokenText::read);
        Optional<Token> known = sent.flatMap(text -> tokens.verify(text, now));
        if (known.isEmpty()) {
            return new Verdict(Caller.NONE, unauthenticated(authorization != null, tokens.isConfigured()));
        }
        Role given = known.get().role();
        Caller caller = new Caller(known.get().id(), given);
        return new Verdict(caller, given.covers(needed) ? null : forbidden(needed, given));
    }

    /** Whether a proxy hands a call on, as far as it says so. */
    static boolean isForwarded(Predicate<String> hasHeader) {
        return PROXIES.stream().anyMatch(hasHeader);
    }

    /** The scheme is a word in any case. */
    private static Optional<String> text(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static Problem unauthenticated(boolean wasSent, boolean isConfigured) {
        String why = wasSent
                ? "the token is unknown, or was revoked"
                : isConfigured
                        ? "this call needs a token"
                        : "this call needs a token, and this node knows none: it has not joined its cluster yet, or"
                                + " none was made";
        return Problem.of(
                Refusal.UNAUTHENTICATED, why, isConfigured ? HOW : "stemedb-node token create makes one; then " + HOW);
    }

    private static Problem forbidden(Role needed, Role given) {
        return Problem.of(
                Refusal.FORBIDDEN,
                "this call needs the role " + needed.word() + ", and the token has the role " + given.word(),
                null);
    }
}
