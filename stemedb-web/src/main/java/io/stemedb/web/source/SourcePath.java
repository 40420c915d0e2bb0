package io.stemedb.web.source;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The name of a source in the path of a request. */
final class SourcePath {
    private static final String SOURCES = "/v1/sources/";

    /** Under this the edge of the node leaves a name that the server would not carry through a path, such as a/../b. */
    private static final String ID = "io.stemedb.source_id";

    private SourcePath() {}

    /** The name; null if the path names none. A name may hold a slash, encoded or not. */
    static String id(HttpServletRequest request) {
        if (request.getAttribute(ID) instanceof String id) {
            return id;
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!path.startsWith(SOURCES) || path.length() == SOURCES.length()) {
            return null;
        }
        // A plus is a plus in a path.
        String name = path.substring(SOURCES.length()).replace("+", "%2B");
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }
}
