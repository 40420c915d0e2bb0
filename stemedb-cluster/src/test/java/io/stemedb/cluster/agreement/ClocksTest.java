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
    void a_clock_that_is_off_is_said_to_be_off_by_what_others_say_whatever_the_node_has_stored() {
        long stored = 48_600_000; // it was stopped a while ago, and its clock was right then
        assertThat(Clocks.fault(List.of(MINUTE, MINUTE), stored))
                .contains(new ClockFault(ClockFault.Kind.BEHIND, MINUTE));
        assertThat(Clocks.fault(List.of(-MINUTE, -MINUTE), stored))
                .contains(new ClockFault(ClockFault.Kind.AHEAD, MINUTE));
    }

    @Test
    void of_two_clocks_what_the_node_has_stored_tells_that_its_own_is_behind() {
        assertThat(Clocks.fault(List.of(MINUTE), 48_600_000)).contains(new ClockFault(ClockFault.Kind.BEHIND, MINUTE));
        assertThat(Clocks.fault(List.of(MINUTE), 0)).isEmpty();
    }

    @Test
    void a_clock_that_was_set_right_is_waited_for_until_it_is_near_what_the_node_has_stored() {
        long wait = MINUTE - 6_000_000;
        for (List<Long> others : List.of(List.of(0L), List.of(0L, 0L))) {
            assertThat(Clocks.fault(others, MINUTE)).contains(new ClockFault(ClockFault.Kind.WAITS, wait));
            assertThat(Clocks.fault(others, MINUTE - wait + 1)).isPresent();
            assertThat(Clocks.fault(others, MINUTE - wait)).isEmpty();
        }
        assertThat(Clocks.fault(List.of(4_000_000L, 4_000_000L), MINUTE))
                .contains(new ClockFault(ClockFault.Kind.WAITS, MINUTE - 9_000_000));
    }

    @Test
    void a_time_that_half_of_the_clocks_say_is_not_agreed_on() {
        assertThat(Clocks.agreedMicros(List.of(MINUTE))).isEmpty();
        assertThat(Clocks.agreedMicros(List.of(0L, MINUTE, MINUTE))).isEmpty();
        assertThat(Clocks.agreedMicros(List.of(MINUTE, MINUTE))).contains(MINUTE);
        assertThat(Clocks.agreedMicros(List.of(3L))).contains(0L);
    }

    @Test
    void five_seconds_are_borne() {
        assertThat(Clocks.isTooFar(Clocks.MOST_SKEW_MICROS)).isFalse();
        assertThat(Clocks.isTooFar(-Clocks.MOST_SKEW_MICROS - 1)).isTrue();
    }
}
