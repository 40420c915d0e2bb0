package io.stemedb.web.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A request of which the first bytes of the body are kept, as they are read by whoever answers it. */
final class NotedRequest extends HttpServletRequestWrapper {
    private static final int KEPT = 4_096;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private ServletInputStream in;

    NotedRequest(HttpServletRequest request) {
        super(request);
    }

    /** What was read so far; empty if it was more than is kept. */
    byte[] body() {
        return kept.size() > KEPT ? new byte[0] : kept.toByteArray();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (in == null) {
            in = new Noting(super.getInputStream());
        }
        return in;
    }

    private final class Noting extends ServletInputStream {
        private final ServletInputStream from;

        Noting(ServletInputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            int next = from.read();
            if (next >= 0 && kept.size() <= KEPT) {
                kept.write(next);
            }
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = from.read(bytes, offset, length);
            if (read > 0 && kept.size() <= KEPT) {
                kept.write(bytes, offset, Math.min(read, KEPT + 1 - kept.size()));
            }
            return read;
        }

        @Override
        public boolean isFinished() {
            return from.isFinished();
        }

        @Override
        public boolean isReady() {
            return from.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            from.setReadListener(listener);
        }
    }
}
