package io.stemedb.cluster.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final long MINUTE = 60_000_000;

    @Test
    void of_three_the_one_that_is_alone_is_wrong() {
        assertThat(Clocks.skewMicros(List.of(10 * MINUTE, 10 * MINUTE + 5))).isEqualTo(10 * MINUTE);
        assertThat(Clocks.skewMicros(List.of(-10 * MINUTE, 3L))).isZero();
    }

    @Test
    void of_two_neither_knows_which_one_is_wrong_and_a_node_alone_is_right() {
        assertThat(Clocks.skewMicros(List.of(10 * MINUTE))).isZero();
        assertThat(Clocks.skewMicros(List.of(-10 * MINUTE))).isZero();
        assertThat(Clocks.skewMicros(List.of())).isZero();
    }

    @Test
    void of_four_of_which_two_are_wrong_alike_none_gives_up_what_most_still_agree_on() {
        assertThat(Clocks.isTooFar(Clocks.skewMicros(List.of(0L, 9 * MINUTE, 9 * MINUTE))))
                .isFalse();
        assertThat(Clocks.isTooFar(Clocks.skewMicros(List.of(-9 * MINUTE, -9 * MINUTE, -9 * MINUTE))))
                .isTrue();
    }

    @Test
    void five_seconds_are_borne() {
        assertThat(Clocks.isTooFar(Clocks.MOST_SKEW_MICROS)).isFalse();
        assertThat(Clocks.isTooFar(-Clocks.MOST_SKEW_MICROS - 1)).isTrue();
    }
}
