package io.stemedb.query;

import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Names;
import io.stemedb.assertion.QueryPath;
import io.stemedb.assertion.Slot;
import io.stemedb.refusal.StemeException;
import java.util.List;

/**
 * Asks for everything that was ever said in a slot.
 *
 * @param limit items a page may have
 * @param cursor where an earlier page ended; null for the first
 */
public record HistoryRequest(Slot slot, int limit, String cursor) {

    /**
     * Checks the parameters of a request, of which any may be null.
     *
     * @param system whether the caller may read the database's own facts
     * @throws StemeException malformed, with the field at fault and the limit it passed
     */
    public static HistoryRequest of(
            String conceptPath, String predicate, String limit, String cursor, boolean system, Limits limits) {
        QueryPath path = QueryPath.parse("/concept_path", needed("/concept_path", conceptPath), system, limits);
        if (path.reach() != QueryPath.Reach.EXACT) {
            throw StemeException.malformed("/concept_path", "a history is of one path; it takes no *");
        }
        Slot slot = new Slot(path.path(), Names.predicate("/predicate", needed("/predicate", predicate), limits));
        return new HistoryRequest(slot, limit(limit, limits), cursor);
    }

    private static String needed(String field, String text) {
        if (text == null) {
            throw StemeException.malformed(field, "this parameter is needed");
        }
        return text;
    }

    /** Reads a limit that came as text, or null for the usual one. */
    static int limit(String limit, Limits limits) {
        try {
            return QueryRequest.limit(limit == null ? null : Integer.valueOf(limit), limits);
        } catch (NumberFormatException e) {
            throw QueryRequest.noLimit(limits);
        }
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(List.of("history", slot.conceptPath(), slot.predicate()));
    }
}
