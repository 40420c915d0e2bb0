package io.stemedb.query;

import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Subtree;
import java.util.List;

/**
 * Asks where sources disagree.
 *
 * @param singleSource whether a source that says several things at once counts as well
 * @param limit slots a page may have
 * @param cursor where an earlier page ended; null for the first
 */
public record ContradictionsRequest(Subtree subtree, boolean singleSource, int limit, String cursor) {
    /** Checks the parameters of a request, of which any but the flag may be null. */
    public static ContradictionsRequest of(
            String prefix, boolean singleSource, String limit, String cursor, Limits limits) {
        Subtree subtree = Subtree.parse("/prefix", prefix, limits);
        return new ContradictionsRequest(subtree, singleSource, HistoryRequest.limit(limit, limits), cursor);
    }

    /** The same for the page behind a cursor. */
    public ContradictionsRequest after(String nextCursor) {
        return new ContradictionsRequest(subtree, singleSource, limit, nextCursor);
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(List.of(
                "contradictions", subtree.path(), Boolean.toString(subtree.itself()), Boolean.toString(singleSource)));
    }
}
