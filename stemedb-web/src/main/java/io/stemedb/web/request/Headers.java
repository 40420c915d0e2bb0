package io.stemedb.web.request;

import io.stemedb.refusal.StemeException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/** Headers of a request that mean something to a call. */
public final class Headers {
    private Headers() {}

    /**
     * The value of a header, or null if it is not sent.
     *
     * @throws StemeException malformed, if it is sent twice: whichever was taken could be the wrong one
     */
    public static String once(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        if (value != null && Collections.list(request.getHeaders(name)).size() > 1) {
            throw StemeException.malformed("/" + name, "this header is given twice");
        }
        return value;
    }
}
