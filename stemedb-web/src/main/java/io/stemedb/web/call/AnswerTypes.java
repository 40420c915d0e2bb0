package io.stemedb.web.call;

/** The media types of the answers that somebody else than our own servlets writes: JAX-RS, and the server itself. */
final class AnswerTypes {
    private static final String JSON = "application/json";
    private static final String[] NONE = {};
    private static final String[] ONLY_JSON = {JSON};
    private static final String[] START = {JSON, "text/html"};
    private static final String[] METRICS = {"text/plain"};

    private AnswerTypes() {}

    /**
     * What there is at a path, the usual one first; nothing if nobody answers, or a servlet that chooses by itself.
     */
    static String[] of(Call call, String path) {
        if (call.direct()) {
            return NONE;
        }
        return switch (call) {
            case CONSOLE -> NONE;
            case OTHER -> path.equals("/") ? START : ofTheServer(path);
            default -> ONLY_JSON;
        };
    }

    /** Nothing for what is not answered by the server itself. */
    static String[] ofTheServer(String path) {
        if (path.equals("/metrics")) {
            return METRICS;
        }
        return path.equals("/health") || path.startsWith("/health/") ? ONLY_JSON : NONE;
    }
}
