package io.stemedb.query;

import io.stemedb.json.JsonWriter;
import java.util.Collection;
import java.util.List;

/**
 * What an answer rests on, if several nodes hold the data.
 *
 * @param complete whether nothing that was acknowledged is missing, as far as the cluster promises that
 * @param unreachable nodes that may have something that is missing
 */
public record Coverage(boolean complete, Collection<String> unreachable) {
    /** Nothing is missing: the answer of a node without others. */
    public static final Coverage ALL = new Coverage(true, List.of());

    /** Writes it as members of the answer. */
    public void members(JsonWriter out) {
        out.name("complete").bool(complete);
        if (!complete) {
            out.name("unreachable").beginArray();
            unreachable.forEach(out::string);
            out.endArray();
        }
    }
}
