package io.stemedb.web.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlicesTest {
    @Test
    void nothing_is_handed_on_in_large_pieces_and_nothing_is_left_out() throws IOException {
        byte[] large = new byte[100_003];
        new Random(1).nextBytes(large);
        for (boolean whole : new boolean[] {true, false}) {
            List<Integer> pieces = new ArrayList<>();
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            OutputStream server = new OutputStream() {
                @Override
                public void write(int octet) {
                    throw new AssertionError("byte by byte");
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    pieces.add(length);
                    got.write(bytes, offset, length);
                }
            };
            OutputStream slices = whole ? Slices.ofWhole(server) : Slices.ofStream(server, () -> {});
            slices.write(large, 3, 100_000);
            assertThat(got.toByteArray()).isEqualTo(Arrays.copyOfRange(large, 3, 100_003));
            assertThat(pieces).allMatch(length -> length <= 8 * 1024);
        }
    }

    @Test
    void a_reader_has_half_a_minute_and_a_second_more_for_each_16_kib() {
        long second = Duration.ofSeconds(1).toNanos();
        assertThat(Slices.isTooSlow(30 * second, 0)).isFalse();
        assertThat(Slices.isTooSlow(30 * second + 1, 0)).isTrue();
        assertThat(Slices.isTooSlow(542 * second, 8 << 20)).isFalse();
        assertThat(Slices.isTooSlow(543 * second, 8 << 20)).isTrue();
    }

    @Test
    void a_stream_ends_before_the_first_write_that_is_refused() throws IOException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        boolean[] counts = {true};
        OutputStream slices = Slices.ofStream(got, () -> {
            if (!counts[0]) {
                throw new IllegalStateException("no more");
            }
        });
        slices.write(new byte[3], 0, 3);
        counts[0] = false;

        assertThatIllegalStateException().isThrownBy(() -> slices.write(new byte[3], 0, 3));
        assertThat(got.size()).isEqualTo(3);
    }
}
