package io.stemedb.console.page;

import java.util.Map;

/** What each path below the console's root leads to. Pure. */
final class Paths {
    /** The pages, by what follows the console's root: their files in {@code META-INF/resources/}. */
    private static final Map<String, String> PAGES = Map.of("/", "/pages/overview.xhtml");

    /** Style sheet, script and picture: all that a browser gets beside pages. */
    static final String LIBRARY = "console";

    private static final String RESOURCES = "/jakarta.faces.resource/";

    private Paths() {}

    /** What is to be done about a request. */
    sealed interface Way {
        /** @param view the file of the page */
        record Page(String view) implements Way {}

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
     */
    static Way way(String method, String path, String library) {
        if (path == null) {
            return new Way.ToRoot();
        }
        String view = PAGES.get(path);
        boolean resource = path.startsWith(RESOURCES) && LIBRARY.equals(library);
        if (view == null && !resource) {
            return new Way.Refused(404);
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return new Way.Refused(405);
        }
        return resource ? new Way.Resource() : new Way.Page(view);
    }
}
