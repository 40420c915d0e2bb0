package io.stemedb.web.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.CancelledKeyException;

/**
 * A request's body. That its connection was closed meanwhile comes out of the server as a fault in the program, and is
 * none. A caller who is no longer let in is refused the rest.
 */
final class RequestStream extends FilterInputStream {
    private final Admission admission;

    RequestStream(InputStream in, Admission admission) {
        super(in);
        this.admission = admission;
    }

    @Override
    public int read() throws IOException {
        admission.check();
        try {
            return super.read();
        } catch (CancelledKeyException closed) {
            throw new IOException(closed);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        admission.check();
        try {
            return super.read(bytes, offset, length);
        } catch (CancelledKeyException closed) {
            throw new IOException(closed);
        }
    }
}
