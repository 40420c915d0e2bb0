package io.stemedb.query;

import io.stemedb.assertion.Limits;
import io.stemedb.assertion.Names;
import io.stemedb.assertion.QueryPath;
import io.stemedb.assertion.Slot;
import io.stemedb.assertion.Times;
import io.stemedb.json.JsonObject;
import io.stemedb.lens.Lens;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Set;

/**
 * A question, checked.
 *
 * @param predicate null for every predicate
 * @param asOf nothing recorded later counts; microseconds since 1970, or {@link #NOT_GIVEN}
 * @param validAt claims must hold at this time; microseconds since 1970, or {@link #NOT_GIVEN} for now
 * @param source only this source's claims; null for every source
 * @param limit items a page may have
 * @param cursor where an earlier page ended; null for the first
 */
public record QueryRequest(
        QueryPath path,
        String predicate,
        Lens lens,
        long asOf,
        long validAt,
        boolean explain,
        boolean includeRetracted,
        String source,
        int limit,
        String cursor) {

    /** Stands for a time that the question does not name. */
    public static final long NOT_GIVEN = Long.MIN_VALUE;

    /** Items of a page if the question does not say. */
    public static final int DEFAULT_LIMIT = 100;

    private static final Set<String> FIELDS = Set.of(
            "concept_path",
            "predicate",
            "lens",
            "as_of",
            "valid_at",
            "explain",
            "include",
            "source",
            "limit",
            "cursor");

    /**
     * Reads a question.
     *
     * @param system whether the caller may read the database's own facts
     * @throws StemeException malformed, with the field at fault and the limit it passed
     */
    public static QueryRequest read(JsonObject json, boolean system, Limits limits) {
        json.refuseUnknown(FIELDS);
        String predicate = json.text("predicate");
        String lens = json.text("lens");
        String source = json.text("source");
        return new QueryRequest(
                path(json.text("concept_path"), system, limits),
                predicate == null ? null : Names.predicate("/predicate", predicate, limits),
                lens == null ? Lens.RECENCY : Lens.parse("/lens", lens),
                time(json, "as_of"),
                time(json, "valid_at"),
                Boolean.TRUE.equals(json.bool("explain")),
                retracted(json.texts("include")),
                source == null ? null : Names.source("/source", source, limits),
                limit(json, limits),
                json.text("cursor"));
    }

    private static QueryPath path(String text, boolean system, Limits limits) {
        if (text == null) {
            throw StemeException.malformed("/concept_path", "this field is needed")
                    .hinting("a/b for one path, a/b/* for everything below it, * for everything");
        }
        return QueryPath.parse("/concept_path", text, system, limits);
    }

    private static long time(JsonObject json, String name) {
        String text = json.text(name);
        return text == null ? NOT_GIVEN : Times.parse("/" + name, text);
    }

    private static boolean retracted(List<String> include) {
        for (int i = 0; i < include.size(); i++) {
            if (!include.get(i).equals("retracted")) {
                throw StemeException.malformed("/include/" + i, "nothing but retracted can be included");
            }
        }
        return !include.isEmpty();
    }

    private static int limit(JsonObject json, Limits limits) {
        try {
            return limit(json.integer("limit"), limits);
        } catch (StemeException refusal) {
            throw noLimit(limits);
        }
    }

    static int limit(Integer limit, Limits limits) {
        if (limit == null) {
            return Math.min(DEFAULT_LIMIT, limits.page());
        }
        if (limit < 1 || limit > limits.page()) {
            throw noLimit(limits);
        }
        return limit;
    }

    static StemeException noLimit(Limits limits) {
        return StemeException.overLimit("/limit", "must be a whole number from 1 to " + limits.page(), limits.page());
    }

    /** The slot that the question is about; null if it is about several. */
    Slot oneSlot() {
        return path.reach() == QueryPath.Reach.EXACT && predicate != null ? new Slot(path.path(), predicate) : null;
    }

    /** Whether it asks for nothing but what holds now, so that a kept answer may do. */
    boolean plain() {
        return asOf == NOT_GIVEN && validAt == NOT_GIVEN && !includeRetracted && source == null && cursor == null;
    }

    /** What a cursor is bound to: everything but the cursor itself and the size of a page. */
    Fingerprint fingerprint() {
        return Fingerprint.of(List.of(
                "query",
                path.reach().name(),
                path.path(),
                predicate == null ? "" : predicate,
                lens.wire(),
                Long.toString(asOf),
                Long.toString(validAt),
                Boolean.toString(explain),
                Boolean.toString(includeRetracted),
                source == null ? "" : source));
    }
}
