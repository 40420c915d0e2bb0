package io.stemedb.web.problem;

import io.stemedb.json.JsonWriter;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A refusal on its way out.
 *
 * @param slug what stands behind {@code urn:stemedb:problem:}
 * @param field JSON pointer of what is at fault, or null
 * @param limit the limit that was passed, or null
 * @param hint what to do next, or null
 * @param id the assertion concerned, or null
 */
public record Problem(int status, String slug, String detail, String field, Long limit, String hint, String id) {
    /** The media type of every refusal. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Under which a request carries the hint of its refusal, should its client take nothing of what there is. */
    public static final String TAKE_INSTEAD = "io.stemedb.take_instead";

    private static final String RETRY_SECONDS = "1";

    private static final String TYPE = "urn:stemedb:problem:";

    /** What a refusal of the core becomes. */
    public static Problem of(StemeException refused) {
        return new Problem(
                statusOf(refused.refusal()),
                refused.refusal().slug(),
                refused.getMessage(),
                refused.field(),
                refused.limit(),
                refused.hint(),
                refused.id());
    }

    /** A refusal that is about the request as a whole. */
    public static Problem of(Refusal refusal, String detail, String hint) {
        return new Problem(statusOf(refusal), refusal.slug(), detail, null, null, hint, null);
    }

    /** Nobody's fault but ours; what happened stands in the log only. */
    public static Problem unforeseen() {
        return new Problem(
                500, "internal-error", "the server failed unforeseen; its log says how", null, null, null, null);
    }

    /**
     * What a status becomes that the container chose.
     *
     * @param request that it refused
     */
    public static Problem ofStatus(int status, HttpServletRequest request) {
        Problem problem = ofStatus(status);
        return status == 406 && request.getAttribute(TAKE_INSTEAD) instanceof String hint
                ? new Problem(status, problem.slug, problem.detail, problem.field, null, hint, null)
                : problem;
    }

    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> of(Refusal.UNAUTHENTICATED, "this call needs a token", null);
            case 403 -> of(Refusal.FORBIDDEN, "this call is not allowed", null);
            case 404 -> of(Refusal.UNKNOWN_PATH, "there is nothing at this path", "GET /openapi lists every call");
            case 405 -> of(Refusal.METHOD_NOT_ALLOWED, "this path does not take this method", null);
            case 406 ->
                of(StemeException.of(Refusal.NOT_ACCEPTABLE, "the answer cannot be had in the media type asked for")
                        .at("/Accept")
                        .hinting("send Accept: application/json, or leave it out"));
            case 413 -> of(Refusal.TOO_LARGE, "the request is too large", null);
            case 415 -> of(Refusal.UNSUPPORTED_MEDIA, "a body of this type is not taken here", null);
            case 503 -> of(Refusal.STARTING, "the node takes no requests now", null);
            default ->
                status >= 400 && status < 500
                        ? new Problem(
                                status, Refusal.MALFORMED.slug(), "the request cannot be read", null, null, null, null)
                        : unforeseen();
        };
    }

    static int statusOf(Refusal refusal) {
        return switch (refusal) { // no default: a new refusal must not compile until it has a status
            case MALFORMED, BAD_CURSOR -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN_ASSERTION,
                    UNKNOWN_SOURCE,
                    UNKNOWN_TASK,
                    UNKNOWN_SHARD,
                    UNKNOWN_TOKEN,
                    UNKNOWN_PATH,
                    WRONG_PORT -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case KEY_REUSED, UNSAFE -> 409;
            case POSITION_GONE -> 410;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA -> 415;
            case RATE_LIMITED -> 429;
            case READ_ONLY, STARTING, REPLICAS_UNREACHABLE, SHARD_UNAVAILABLE -> 503;
            case OUTCOME_UNKNOWN, TOKEN_TIMEOUT -> 504;
            case DISK_FULL -> 507;
        };
    }

    /**
     * After how many seconds the same request may fare better, for a header; null if that is not a matter of
     * waiting.
     */
    public String retryAfter() {
        return slug.equals(Refusal.STARTING.slug()) || slug.equals(Refusal.RATE_LIMITED.slug()) ? RETRY_SECONDS : null;
    }

    /** What a method is refused with if others are taken. */
    public static Problem notAllowed(String allowed) {
        return of(
                Refusal.METHOD_NOT_ALLOWED,
                "this path does not take this method",
                allowed == null ? null : "it takes " + allowed);
    }

    /** The problem as UTF-8 JSON. */
    public byte[] json() {
        JsonWriter out = new JsonWriter();
        write(out);
        return out.toByteArray();
    }

    /** Writes the problem as one JSON object. */
    public void write(JsonWriter out) {
        members(out.beginObject());
        out.endObject();
    }

    /** Writes the problem of one line of a stream. */
    public void write(JsonWriter out, long line) {
        out.beginObject().name("line").number(line);
        members(out);
        out.endObject();
    }

    private void members(JsonWriter out) {
        out.name("type").string(TYPE + slug);
        out.name("title").string(slug.replace('-', ' '));
        out.name("status").number(status);
        out.name("detail").string(detail);
        if (field != null) {
            out.name("field").string(field);
        }
        if (limit != null) {
            out.name("limit").number(limit);
        }
        if (hint != null) {
            out.name("hint").string(hint);
        }
        if (id != null) {
            out.name("id").string(id);
        }
    }
}
