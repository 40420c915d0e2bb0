package io.stemedb.web.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.CancelledKeyException;

/**
 * A request's body. That its connection was closed meanwhile comes out of the server as a fault in the program, and is
 * none.
 */
final class RequestStream extends FilterInputStream {
    RequestStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (CancelledKeyException closed) {
            throw new IOException(closed);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (CancelledKeyException closed) {
            throw new IOException(closed);
        }
    }
}
