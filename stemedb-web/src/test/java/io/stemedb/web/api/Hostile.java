package io.stemedb.web.api;

import java.nio.charset.StandardCharsets;

/**
 * A request and what it must be answered.
 *
 * @param field what the problem must name, or null
 */
record Hostile(
        String name,
        String method,
        String path,
        String type,
        byte[] body,
        String[] headers,
        int status,
        String problem,
        String field) {
    @Override
    public String toString() {
        return name;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Hostile row(
            String name,
            String method,
            String path,
            String type,
            byte[] body,
            int status,
            String problem,
            String field) {
        return new Hostile(name, method, path, type, body, new String[0], status, problem, field);
    }
}
