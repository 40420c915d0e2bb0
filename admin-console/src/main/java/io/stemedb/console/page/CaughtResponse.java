package io.stemedb.console.page;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Keeps errors from the server, which would make a problem document of them: they become a page. */
final class CaughtResponse extends HttpServletResponseWrapper {
    private int status = SC_OK;

    CaughtResponse(HttpServletResponse response) {
        super(response);
    }

    /** What was said last. */
    int status() {
        return status;
    }

    void fail() {
        status = SC_INTERNAL_SERVER_ERROR;
    }

    @Override
    public void setStatus(int code) {
        status = code;
        super.setStatus(code);
    }

    @Override
    public void sendError(int code, String message) {
        status = code;
    }

    @Override
    public void sendError(int code) {
        status = code;
    }

    @Override
    public void reset() {
        super.reset();
        Headers.set(this);
    }
}
