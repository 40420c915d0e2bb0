package io.stemedb.web.call;

import io.stemedb.web.direct.Ending;
import io.stemedb.web.direct.Slices;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * A response that takes what nobody reads any more. JAX-RS calls a failed write a fault of the server, logs it with its
 * trace, and hands it on to the server's error page, which fails on the same connection and is logged as well.
 */
final class ForgivingResponse extends HttpServletResponseWrapper {
    private ServletOutputStream out;

    private final HttpServletRequest request;

    ForgivingResponse(HttpServletRequest request, HttpServletResponse response) {
        super(response);
        this.request = request;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (out == null) {
            out = new ForgivingStream(request, super.getOutputStream());
        }
        return out;
    }

    @Override
    public void flushBuffer() throws IOException {
        getOutputStream().flush();
    }

    private interface Writing {
        void write() throws IOException;
    }

    private static final class ForgivingStream extends ServletOutputStream {
        private final HttpServletRequest request;
        private final ServletOutputStream to;
        private final Slices slices;
        private boolean gone;

        ForgivingStream(HttpServletRequest request, ServletOutputStream to) {
            this.request = request;
            this.to = to;
            this.slices = Slices.ofWhole(to);
        }

        private void attempt(Writing writing) {
            if (!gone) {
                try {
                    writing.write();
                } catch (IOException e) {
                    gone = true;
                    Ending.cutOff(request, e);
                }
            }
        }

        @Override
        public void write(int b) {
            attempt(() -> to.write(b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            attempt(() -> slices.write(bytes, offset, length));
        }

        @Override
        public void flush() {
            attempt(to::flush);
        }

        @Override
        public void close() {
            attempt(to::close);
        }

        @Override
        public boolean isReady() {
            return to.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            to.setWriteListener(listener);
        }
    }
}
