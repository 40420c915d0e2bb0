package io.stemedb.console.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What each path below the console's root leads to. Pure. */
final class Paths {
    private static final String FOLDER = "/pages/";

    /** Where a change is looked at before it is made, and where its form is sent. */
    private static final String CHANGE = FOLDER + "change.xhtml";

    private static final String EXPLORE = FOLDER + "explore.xhtml";

    /** The pages, by what follows the console's root: their files in {@code META-INF/resources/}. */
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    /** Those of one thing, whose name follows. */
    private static final Map<String, String> THINGS = Map.of("/nodes/", "node", "/shards/", "shard", "/tasks/", "task");

    static {
        PAGES.put("/", "overview");
        for (String name : new String[] {
            "nodes",
            "shards",
            "tasks",
            "anti-entropy",
            "explore",
            "contradictions",
            "sources",
            "backups",
            "events",
            "tokens",
            "configuration",
            "login"
        }) {
            PAGES.put("/" + name, name);
        }
    }

    /** Style sheet, script and picture: all that a browser gets beside pages. */
    static final Set<String> LIBRARIES = Set.of("console", "primefaces");

    private static final String RESOURCES = "/jakarta.faces.resource/";

    private Paths() {}

    /** What is to be done about a request. */
    sealed interface Way {
        /**
         * @param view the file of the page
         * @param id what it is about; empty if that is everything
         */
        record Page(String view, String id) implements Way {
            /** Whether it has a form that changes something. */
            boolean hasForm() {
                return view.equals(CHANGE) || view.equals(EXPLORE);
            }
        }

        /** A form was sent, which changes something. */
        record Post() implements Way {}

        /** A file that pages need. */
        record Resource() implements Way {}

        /** The root without its slash. */
        record ToRoot() implements Way {}

        /** @param status of the answer */
        record Refused(int status) implements Way {}
    }

    /**
     * Decides.
     *
     * @param path what follows the console's root in the request's path; null if nothing does
     * @param library what the query says of a resource; null if it says nothing
     * @param isChange whether a change can be made at a path
     */
    static Way way(String method, String path, String library, Predicate<String> isChange) {
        if (path == null) {
            return new Way.ToRoot();
        }
        boolean looks = method.equals("GET") || method.equals("HEAD");
        if (path.startsWith(RESOURCES) && library != null && LIBRARIES.contains(library)) {
            return looks ? new Way.Resource() : new Way.Refused(405);
        }
        boolean changes = isChange.test(path);
        Way page = changes && !path.equals("/explore") ? new Way.Page(CHANGE, "") : page(path);
        if (method.equals("POST") && changes) {
            return new Way.Post();
        }
        return looks || page instanceof Way.Refused ? page : new Way.Refused(405);
    }

    private static Way page(String path) {
        String name = PAGES.get(path);
        if (name != null) {
            return new Way.Page(FOLDER + name + ".xhtml", "");
        }
        for (Map.Entry<String, String> thing : THINGS.entrySet()) {
            String id = path.startsWith(thing.getKey())
                    ? path.substring(thing.getKey().length())
                    : "";
            if (!id.isEmpty() && id.indexOf('/') < 0) {
                return new Way.Page(FOLDER + thing.getValue() + ".xhtml", id);
            }
        }
        return new Way.Refused(404);
    }
}
