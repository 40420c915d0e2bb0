package io.stemedb.query;

import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Subtree;
import java.util.List;

/**
 * Asks for the children of a concept path.
 *
 * @param path empty for the top of the tree
 * @param limit children a page may have
 * @param cursor where an earlier page ended; null for the first
 */
public record ConceptsRequest(String path, int limit, String cursor) {
    /**
     * Checks the parameters of a request, of which any may be null.
     *
     * @param prefix the path, with or without {@code /*}: its children are below it either way
     */
    public static ConceptsRequest of(String prefix, String limit, String cursor, Limits limits) {
        String path = Subtree.parse("/prefix", prefix, limits).path();
        return new ConceptsRequest(path, HistoryRequest.limit(limit, limits), cursor);
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(List.of("concepts", path));
    }
}
