package io.stemedb.admin.gateway;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.outcome.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds what was named by the begin of its id. Only what reads may be asked so: a change takes the whole id, since
 * whoever is wrong about the rest of it would change another thing.
 */
public final class Names {
    private Names() {}

    /**
     * What a path answers about a whole id or, if there is none, about the one that begins so.
     *
     * @param before the path before the id
     * @param after the path after it
     * @param ids all ids, which are asked for only if they are needed
     */
    public static Doc get(Gateway gateway, String before, String id, String after, Supplier<List<String>> ids) {
        try {
            return gateway.get(before + Gateway.part(id) + after);
        } catch (Trouble trouble) {
            if (!trouble.isUnknown()) {
                throw trouble;
            }
            String whole = only(id, ids.get(), trouble);
            return gateway.get(before + Gateway.part(whole) + after);
        }
    }

    /** The one that begins so; refuses several, and shows them. */
    static String only(String begin, List<String> ids, Trouble unknown) {
        List<String> candidates = new ArrayList<>();
        for (String id : ids) {
            if (id.startsWith(begin)) {
                candidates.add(id);
            }
        }
        if (candidates.isEmpty()) {
            throw Trouble.unknown("nothing has the id " + begin + ", or one that begins so", known(ids, unknown));
        }
        if (candidates.size() > 1) {
            throw Trouble.usage(
                    "several ids begin with " + begin + ": " + String.join(", ", candidates), "write more of it");
        }
        return candidates.get(0);
    }

    private static String known(List<String> ids, Trouble unknown) {
        boolean few = !ids.isEmpty() && ids.size() <= 12;
        return few ? "there are " + String.join(", ", ids) : unknown.line();
    }

    /** The ids in a list. */
    public static List<String> of(List<Doc> docs, String name) {
        List<String> ids = new ArrayList<>();
        for (Doc doc : docs) {
            if (doc.text(name) != null) {
                ids.add(doc.text(name));
            }
        }
        return ids;
    }
}
