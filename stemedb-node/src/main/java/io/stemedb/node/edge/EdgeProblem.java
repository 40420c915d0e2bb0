package io.stemedb.node.edge;

import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Refusal;

/**
 * A refusal at the edge, in the same shape as all others.
 *
 * @param field JSON pointer of what is at fault, or null
 * @param hint what to do next, or null
 * @param allow the methods taken in place of the refused one, or null
 */
record EdgeProblem(int status, Refusal refusal, String detail, String field, String hint, String allow) {
    static final String MEDIA_TYPE = "application/problem+json";

    static EdgeProblem malformed(String field, String detail) {
        return new EdgeProblem(400, Refusal.MALFORMED, detail, field, null, null);
    }

    static EdgeProblem forbidden(String field, String detail, String hint) {
        return new EdgeProblem(403, Refusal.FORBIDDEN, detail, field, hint, null);
    }

    static EdgeProblem unknownPath(String hint) {
        return new EdgeProblem(404, Refusal.UNKNOWN_PATH, "there is nothing at this path", null, hint, null);
    }

    static EdgeProblem wrongPort(String detail, int right) {
        return new EdgeProblem(404, Refusal.WRONG_PORT, detail, null, "call port " + right, null);
    }

    static EdgeProblem methodNotAllowed(String allow) {
        return new EdgeProblem(
                405,
                Refusal.METHOD_NOT_ALLOWED,
                "this path does not take this method",
                null,
                "it takes " + allow,
                allow);
    }

    /** A method that no path takes. */
    static EdgeProblem notImplemented(String method) {
        return new EdgeProblem(
                501,
                Refusal.METHOD_NOT_ALLOWED,
                "no path of this node takes the method " + method,
                null,
                "GET /openapi lists every call with its method",
                null);
    }

    static EdgeProblem tooLarge(int status, String field, String detail) {
        return new EdgeProblem(status, Refusal.TOO_LARGE, detail, field, null, null);
    }

    static EdgeProblem rateLimited(String detail) {
        return new EdgeProblem(429, Refusal.RATE_LIMITED, detail, null, "try again in a second", null);
    }

    /** A port has as many connections as it takes. */
    static EdgeProblem tooManyConnections(String detail, String hint) {
        return new EdgeProblem(503, Refusal.RATE_LIMITED, detail, "/limits.connections", hint, null);
    }

    static EdgeProblem starting(String detail, String hint) {
        return new EdgeProblem(503, Refusal.STARTING, detail, null, hint, null);
    }

    static EdgeProblem unforeseen() {
        return new EdgeProblem(500, null, "the server failed unforeseen; its log says how", null, null, null);
    }

    EdgeProblem withStatus(int other) {
        return new EdgeProblem(other, refusal, detail, field, hint, allow);
    }

    /** Whether the same request may succeed a moment later. */
    boolean passes() {
        return refusal == Refusal.STARTING || refusal == Refusal.RATE_LIMITED;
    }

    byte[] json() {
        String slug = refusal == null ? "internal-error" : refusal.slug();
        JsonWriter out = new JsonWriter().beginObject();
        out.name("type").string("urn:stemedb:problem:" + slug);
        out.name("title").string(slug.replace('-', ' '));
        out.name("status").number(status);
        out.name("detail").string(detail);
        if (field != null) {
            out.name("field").string(field);
        }
        if (hint != null) {
            out.name("hint").string(hint);
        }
        return out.endObject().toByteArray();
    }
}
