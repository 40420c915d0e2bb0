package io.stemedb.console.page;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Keeps the status of a refusal while the page is written that shows it. */
final class StatusResponse extends HttpServletResponseWrapper {
    private final int status;

    StatusResponse(HttpServletResponse response, int status) {
        super(response);
        this.status = status;
        super.setStatus(status);
    }

    @Override
    public void setStatus(int code) {
        super.setStatus(code < SC_BAD_REQUEST ? status : code);
    }

    @Override
    public void reset() {
        super.reset();
        Headers.set(this);
        super.setStatus(status);
    }
}
