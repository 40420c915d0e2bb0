package io.stemedb.source;

import io.stemedb.assertion.Times;
import io.stemedb.json.JsonWriter;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A source as clients see it.
 *
 * @param update what is said of it; the defaults if nobody registered it
 * @param registered whether anybody did
 * @param assertions how many it made, or {@link #UNCOUNTED}
 * @param weights every weight it was given, in the order of recording
 */
public record SourceView(
        String id, SourceUpdate update, boolean registered, long assertions, List<SourceRegistry.Weight> weights) {

    /** Some claims are lost or cannot be read, so that nobody can tell whose they are. */
    public static final long UNCOUNTED = -1;

    /** Looks a source up. */
    public static SourceView of(SourceRegistry registry, String id, ToLongFunction<String> assertions) {
        SourceUpdate update = registry.current(id).orElse(null);
        return new SourceView(
                id,
                update == null ? new SourceUpdate(null, null, SourceHistory.DEFAULT_AUTHORITY) : update,
                update != null,
                assertions.applyAsLong(id),
                registry.weights(id));
    }

    /** Whether the database knows anything of it. */
    public boolean known() {
        return registered || assertions > 0;
    }

    /** Writes it as one JSON object. */
    public void write(JsonWriter out) {
        out.beginObject();
        members(out);
        out.endObject();
    }

    /** The members of {@link #write} without their braces, so that the caller may add {@code token}. */
    public void members(JsonWriter out) {
        out.name("id").string(id);
        out.name("kind").string(update.kind());
        out.name("note").string(update.note());
        out.name("authority").millionths(update.authority());
        out.name("registered").bool(registered);
        out.name("assertions");
        if (assertions == UNCOUNTED) {
            out.string(null);
        } else {
            out.number(assertions);
        }
        out.name("history").beginArray();
        for (SourceRegistry.Weight weight : weights) {
            out.beginObject().name("authority").millionths(weight.authority());
            Times.write(out.name("recorded_at"), weight.recordedAt());
            out.endObject();
        }
        out.endArray();
    }
}
