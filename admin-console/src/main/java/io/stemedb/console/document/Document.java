package io.stemedb.console.document;

import io.stemedb.refusal.StemeException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An answer of the node, or why there is none.
 *
 * @param call that has the same answer
 * @param json the answer; empty if there is none
 * @param tree the same; empty if there is none
 * @param trouble why there is none, with what to try next; empty if there is one
 */
public record Document(String call, String json, Map<String, Object> tree, String trouble) {

    /** Asks for it. A refusal becomes its trouble: the rest of a page is shown all the same. */
    public static Document of(String call, Supplier<String> asking) {
        try {
            String json = asking.get();
            return new Document(call, Trees.pretty(json), Trees.of(json), "");
        } catch (StemeException refused) {
            return new Document(call, "", Map.of(), words(refused));
        }
    }

    /** A refusal in words. */
    public static String words(StemeException refused) {
        String hint = refused.hint() == null ? "" : ": " + refused.hint();
        String field = refused.field() == null ? "" : refused.field().substring(1) + ": ";
        return field + refused.getMessage() + hint;
    }

    public boolean isThere() {
        return trouble.isEmpty();
    }
}
