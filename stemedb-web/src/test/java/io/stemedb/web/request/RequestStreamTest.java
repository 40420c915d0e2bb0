package io.stemedb.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.io.IOException;
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
        RequestStream stream = new RequestStream(new Closed(), new Admission(() -> true, () -> 0));
        assertThatIOException().isThrownBy(stream::read);
        assertThatIOException().isThrownBy(() -> stream.read(new byte[1], 0, 1));
    }

    @Test
    void who_is_let_in_no_more_sends_no_more() throws IOException {
        boolean[] counts = {true};
        long[] now = {0};
        InputStream lines = InputStream.nullInputStream();
        RequestStream stream = new RequestStream(lines, new Admission(() -> counts[0], () -> now[0]));

        now[0] = Admission.EACH.toNanos();
        assertThat(stream.read()).isEqualTo(-1);
        counts[0] = false;
        assertThat(stream.read()).as("asked a moment ago").isEqualTo(-1);
        now[0] *= 2;

        assertThatThrownBy(() -> stream.read(new byte[1], 0, 1))
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNAUTHENTICATED));
    }
}
