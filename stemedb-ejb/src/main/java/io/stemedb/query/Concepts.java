package io.stemedb.query;

import io.stemedb.assertion.Slot;
import io.stemedb.json.JsonWriter;
import io.stemedb.progress.Horizon;
import io.stemedb.reading.AssertionReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Shows the tree of concept paths level by level. A page shows what is finished now; it ends with its limit, or when it
 * has taken long enough: a step to the next child costs a look into each shard of each run. Safe to call from any
 * thread.
 */
public final class Concepts {
    /** Counts go no further. */
    public static final int MOST_COUNTED = Children.MOST_COUNTED;

    /**
     * With the step under way at its end a page stays below a tenth of a second, also the first one of a node that has
     * just started.
     */
    public static final Duration PAGE_TIME = Duration.ofMillis(30);

    private final AssertionReader store;
    private final StableTime stable;
    private final LongSupplier nanos;

    /** @param nanos any clock that only runs forward */
    public Concepts(AssertionReader store, StableTime stable, LongSupplier nanos) {
        this.store = store;
        this.stable = stable;
        this.nanos = nanos;
    }

    /**
     * A page of children.
     *
     * @param nextCursor where the next page begins; null after the last
     * @param basis what the page has seen
     */
    public record Answer(String path, List<Children.Child> children, String nextCursor, Basis basis) {
        /** Writes it as one JSON object. */
        public void write(JsonWriter out, String token, Coverage coverage) {
            out.beginObject().name("prefix").string(path);
            out.name("children").beginArray();
            for (Children.Child child : children) {
                out.beginObject().name("name").string(child.name());
                out.name("path").string(child.path());
                out.name("has_children").bool(child.hasChildren());
                count(out.name("assertions"), child.assertions());
                count(out.name("slots"), child.slots());
                out.endObject();
            }
            out.endArray();
            out.name("next_cursor").string(nextCursor);
            coverage.members(out);
            out.name("token").string(token).endObject();
        }

        private static void count(JsonWriter out, int count) {
            if (count < Children.MOST_COUNTED) {
                out.number(count);
            } else {
                out.string(Children.MOST_COUNTED + "+");
            }
        }
    }

    /** The children of a path, in the order in which a walk over everything below it meets them. */
    public Answer children(ConceptsRequest request) {
        String from = request.cursor() == null
                ? null
                : Cursor.read(request.cursor(), request.fingerprint()).slot().conceptPath();
        long started = nanos.getAsLong();
        Horizon horizon = stable.horizon();
        List<Children.Child> page = new ArrayList<>();
        try (Children children = new Children(store, request.path(), from, horizon.latest())) {
            boolean more = children.next();
            while (more && page.size() < request.limit() && (page.isEmpty() || !late(started))) {
                page.add(children.child());
                more = children.next();
            }
            String next = more ? cursor(request, page.get(page.size() - 1)) : null;
            return new Answer(request.path(), page, next, Basis.ofWalk(horizon.dots(), null));
        }
    }

    private boolean late(long started) {
        return nanos.getAsLong() - started > PAGE_TIME.toNanos();
    }

    private static String cursor(ConceptsRequest request, Children.Child last) {
        Slot resume = new Slot(Children.resume(last.path(), last.itself()), "");
        return new Cursor(0, 0, resume, null).write(request.fingerprint());
    }
}
