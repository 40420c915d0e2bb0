package io.stemedb.web.request;

import io.stemedb.assertion.Limits;
import io.stemedb.json.JsonLimits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads request bodies straight from the connection, no further than their limit. */
public final class Body {
    private static final int FIRST_GUESS = 8 * 1024;

    private static final JsonObject NOTHING =
            JsonReader.object("{}".getBytes(StandardCharsets.UTF_8), new JsonLimits(1));

    private Body() {}

    /**
     * The JSON object that a request carries.
     *
     * @throws StemeException unsupported-media, too-large or malformed
     */
    public static JsonObject json(HttpServletRequest request, Limits limits) {
        MediaKind.JSON.check(request);
        return JsonReader.object(bytes(request, limits.bodyBytes()), limits.json());
    }

    /**
     * The JSON object that a request carries.
     *
     * @param whenTooLarge what to do about a body that is too large
     */
    public static JsonObject json(HttpServletRequest request, Limits limits, String whenTooLarge) {
        try {
            return json(request, limits);
        } catch (StemeException refused) {
            throw refused.refusal() == Refusal.TOO_LARGE ? refused.hinting(whenTooLarge) : refused;
        }
    }

    /**
     * As {@link #json(HttpServletRequest, Limits)}, for a call that needs nothing said: a request without a body is an
     * empty object.
     *
     * @throws StemeException also forbidden, for a request without a body that a page of another origin has a browser
     *     send: it needs no leave for that, as it does to send JSON
     */
    public static JsonObject jsonOrNothing(HttpServletRequest request, Limits limits) {
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if (request.getContentType() != null || !chunked && request.getContentLengthLong() > 0) {
            MediaKind.JSON.check(request);
        }
        byte[] body = chunked || request.getContentLengthLong() > 0 ? bytes(request, limits.bodyBytes()) : new byte[0];
        if (body.length == 0) {
            refuseOtherOrigin(request);
            return NOTHING;
        }
        MediaKind.JSON.check(request);
        return JsonReader.object(body, limits.json());
    }

    private static void refuseOtherOrigin(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equals("http://" + request.getHeader("Host"))) {
            throw StemeException.of(Refusal.FORBIDDEN, "a page of another origin starts nothing here")
                    .at("/Origin")
                    .hinting("send Content-Type: application/json and the body {}");
        }
    }

    /** What a request carries, as it comes. */
    public static InputStream stream(HttpServletRequest request) throws IOException {
        return new RequestStream(request.getInputStream(), Admission.of(request));
    }

    private static byte[] bytes(HttpServletRequest request, int limit) {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw tooLarge(limit);
        }
        try {
            InputStream in = stream(request);
            return announced >= 0 ? exactly(in, (int) announced) : upTo(in, limit);
        } catch (IOException e) {
            throw brokenOff();
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] body = new byte[length];
        int at = 0;
        while (at < length) {
            int read = in.read(body, at, length - at);
            if (read < 0) {
                throw brokenOff();
            }
            at += read;
        }
        return body;
    }

    /** A chunked body does not say how long it is. */
    private static byte[] upTo(InputStream in, int limit) throws IOException {
        byte[] body = new byte[Math.min(FIRST_GUESS, limit + 1)];
        int at = 0;
        for (int read = in.read(body, at, body.length - at); read >= 0; read = in.read(body, at, body.length - at)) {
            at += read;
            if (at > limit) {
                throw tooLarge(limit);
            }
            if (at == body.length) {
                body = Arrays.copyOf(body, Math.min(2 * body.length, limit + 1));
            }
        }
        return Arrays.copyOf(body, at);
    }

    private static StemeException tooLarge(int limit) {
        return StemeException.tooLarge("", "a request body has at most " + limit + " bytes", limit);
    }

    private static StemeException brokenOff() {
        return StemeException.malformed("", "the body broke off before its announced end");
    }
}
