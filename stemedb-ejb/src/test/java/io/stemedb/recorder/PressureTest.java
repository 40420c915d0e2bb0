package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.recorder.Pressure.Delay;
import io.stemedb.recorder.Pressure.None;
import io.stemedb.recorder.Pressure.Refuse;
import org.junit.jupiter.api.Test;

class PressureTest {
    private static final int BOUND = 20;

    @Test
    void below_the_bound_nobody_waits() {
        assertThat(Pressure.of(0, BOUND)).isEqualTo(new None());
        assertThat(Pressure.of(BOUND - 1, BOUND)).isEqualTo(new None());
        assertThat(Pressure.of(1_000_000, Integer.MAX_VALUE)).isEqualTo(new None());
    }

    @Test
    void from_the_bound_on_groups_wait_longer_with_each_run_but_never_longer_than_a_second() {
        long before = 0;
        for (int runs = BOUND; runs < 2 * BOUND; runs++) {
            assertThat(Pressure.of(runs, BOUND)).isInstanceOf(Delay.class);
            long micros = ((Delay) Pressure.of(runs, BOUND)).micros();
            assertThat(micros).isGreaterThan(before).isLessThanOrEqualTo(Pressure.MOST_MICROS);
            before = micros;
        }
        assertThat(Pressure.of(BOUND, BOUND)).isEqualTo(new Delay(2_000));
        assertThat(Pressure.of(1_999, 1_000)).isEqualTo(new Delay(Pressure.MOST_MICROS));
    }

    @Test
    void at_twice_the_bound_nothing_is_taken() {
        assertThat(Pressure.of(2 * BOUND, BOUND)).isEqualTo(new Refuse());
        assertThat(Pressure.of(Integer.MAX_VALUE, BOUND)).isEqualTo(new Refuse());
    }
}
