package io.stemedb.web.request;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.InputStream;
import java.nio.channels.CancelledKeyException;
import org.junit.jupiter.api.Test;

class RequestStreamTest {
    private static final class Closed extends InputStream {
        @Override
        public int read() {
            throw new CancelledKeyException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            throw new CancelledKeyException();
        }
    }

    @Test
    void a_connection_that_was_closed_is_one_that_broke_off() {
        RequestStream stream = new RequestStream(new Closed());
        assertThatIOException().isThrownBy(stream::read);
        assertThatIOException().isThrownBy(() -> stream.read(new byte[1], 0, 1));
    }
}
