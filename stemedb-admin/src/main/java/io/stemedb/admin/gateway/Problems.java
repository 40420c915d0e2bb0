package io.stemedb.admin.gateway;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Outcome;
import io.stemedb.admin.outcome.Trouble;
import java.util.Locale;

/** Makes a refusal of the gateway into what ends a command. Pure. */
final class Problems {
    private static final int MALFORMED = 400;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNKNOWN = 404;
    private static final int UNSAFE = 409;
    private static final int LIMITED = 429;
    private static final int UNAVAILABLE = 503;
    private static final int LATE = 504;
    private static final int FULL = 507;

    private Problems() {}

    /**
     * A refusal.
     *
     * @param problem what came with it; empty if it was no problem of StemeDB
     * @param end what answered
     * @param hasToken whether a token was sent
     */
    static Trouble of(int status, Doc problem, End end, boolean hasToken, String address) {
        String detail = problem.text("detail");
        if (detail == null) {
            detail = String.format(Locale.ROOT, "%s answered with status %d", address, status);
        }
        detail = Hints.spoken(detail);
        String field = problem.text("field");
        if (status == MALFORMED && field != null && !field.isEmpty()) {
            detail = field.substring(1) + ": " + detail;
        }
        String hint = Hints.spoken(problem.text("hint"));
        return switch (status) {
            case UNAUTHENTICATED ->
                Trouble.of(
                        Outcome.NOT_ALLOWED,
                        detail,
                        hasToken
                                ? "the token is not valid, or not any more: name another file with --token-file"
                                : "name the file of a token with --token-file, or set STEMEDB_TOKEN_FILE");
            case FORBIDDEN ->
                Trouble.of(Outcome.NOT_ALLOWED, detail, hint != null ? hint : "use a token that allows it");
            case UNKNOWN ->
                isUnknownName(problem)
                        ? Trouble.unknown(detail, hint)
                        : Trouble.of(
                                Outcome.FAILED,
                                detail,
                                hint != null ? hint : "look whether " + address + " is " + end.right());
            case UNSAFE -> Trouble.of(Outcome.REFUSED, detail, hint);
            case LATE -> Trouble.of(Outcome.TIMED_OUT, detail, hint);
            case LIMITED, UNAVAILABLE, FULL -> Trouble.busy(detail, hint);
            default -> Trouble.of(Outcome.FAILED, detail, hint);
        };
    }

    /** An unknown node is {@code unknown-path} at a field. */
    private static boolean isUnknownName(Doc problem) {
        String type = problem.text("type");
        return type != null && problem.text("field") != null && !type.endsWith(":wrong-port");
    }
}
