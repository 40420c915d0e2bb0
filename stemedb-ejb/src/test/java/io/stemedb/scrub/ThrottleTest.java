package io.stemedb.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stemedb.files.Pace;
import io.stemedb.task.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Path FILE = Path.of("/data/db/run-1.mv");
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now;
    private boolean wanted = true;
    private boolean paused;
    private double fraction;
    private int pauses;

    private final Progress progress = new Progress() {
        @Override
        public void at(double so, String what) {
            fraction = so;
        }

        @Override
        public void paused(boolean now) {
            pauses += now ? 1 : 0;
        }

        @Override
        public boolean aborted() {
            return !wanted;
        }
    };

    private Throttle throttle(long rate, BooleanSupplier pause) {
        return new Throttle(rate, () -> now, nanos -> now += nanos, pause, progress, 10_000);
    }

    @Test
    void a_pass_is_as_long_as_its_rate_wants() throws IOException {
        Throttle throttle = throttle(1_000, () -> false);
        for (int i = 0; i < 100; i++) {
            throttle.read(FILE, 100);
        }
        assertThat(now).isCloseTo(10 * SECOND, within(SECOND / 5));
        assertThat(throttle.bytes()).isEqualTo(10_000);
        assertThat(fraction).isEqualTo(1);
    }

    @Test
    void time_that_others_took_earns_no_burst() throws IOException {
        Throttle throttle = throttle(1_000, () -> false);
        throttle.read(FILE, 1_000);
        now += 100 * SECOND;
        long before = now;
        throttle.read(FILE, 2_000);
        assertThat(now - before).isCloseTo(2 * SECOND, within(SECOND / 5));
    }

    @Test
    void without_a_rate_nothing_waits() throws IOException {
        throttle(0, () -> false).read(FILE, 1L << 40);
        assertThat(now).isZero();
    }

    @Test
    void a_pause_holds_and_is_shown() throws IOException {
        int[] looks = {0};
        throttle(0, () -> ++looks[0] < 5).read(FILE, 1);
        assertThat(now).isPositive();
        assertThat(pauses).isEqualTo(1);
    }

    @Test
    void an_abort_ends_it_also_while_it_waits_or_is_paused() {
        paused = true;
        Throttle held = new Throttle(0, () -> now, nanos -> wanted = false, () -> paused, progress, 1);
        assertThatThrownBy(() -> held.read(FILE, 1)).isInstanceOf(Pace.StoppedException.class);
        wanted = true;
        Throttle slow = new Throttle(1, () -> now, nanos -> wanted = false, () -> false, progress, 1);
        assertThatThrownBy(() -> slow.read(FILE, 1_000)).isInstanceOf(Pace.StoppedException.class);
    }
}
