package io.stemedb.web.call;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A request whose client waits for {@code 100 Continue} before it sends the body. It is told so by whoever first asks
 * for the body, and not at all if the request is refused for what its head says.
 */
final class ContinuingRequest extends HttpServletRequestWrapper {
    /** Where the edge of the node says how to tell the client. */
    private static final String CONTINUE = "io.stemedb.continue";

    private Runnable telling;

    private ContinuingRequest(HttpServletRequest request, Runnable telling) {
        super(request);
        this.telling = telling;
    }

    /** The request itself, if nobody waits. */
    static HttpServletRequest of(HttpServletRequest request) {
        return request.getAttribute(CONTINUE) instanceof Runnable telling
                ? new ContinuingRequest(request, telling)
                : request;
    }

    /** Whether the client still waits. */
    static boolean isWaiting(HttpServletRequest request) {
        return request instanceof ContinuingRequest continuing && continuing.telling != null;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (telling != null) {
            Runnable once = telling;
            telling = null;
            try {
                once.run();
            } catch (UncheckedIOException gone) {
                throw gone.getCause();
            }
        }
        return super.getInputStream();
    }
}
