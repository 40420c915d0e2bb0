package io.stemedb.web.request;

import io.stemedb.assertion.Limits;
import io.stemedb.json.JsonObject;
import io.stemedb.json.JsonReader;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads request bodies straight from the connection, no further than their limit. */
public final class Body {
    private static final int FIRST_GUESS = 8 * 1024;

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

    /** What a request carries, as it comes. */
    public static InputStream stream(HttpServletRequest request) throws IOException {
        return new RequestStream(request.getInputStream());
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
