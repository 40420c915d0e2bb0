package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HybridClockTest {
    private static final long FLOOR = 1_000;

    private long wall = 5_000;
    private final HybridClock clock = new HybridClock(() -> wall, FLOOR, FLOOR);

    @Test
    void what_a_claim_leaves_out_is_the_time_of_the_machine() {
        assertThat(clock.now()).isEqualTo(5_000);
    }

    @Test
    void it_is_never_earlier_than_what_was_recorded_when_the_clock_is_set_back() {
        long recorded = clock.next();
        wall = 10;
        assertThat(clock.now()).isEqualTo(recorded);
        clock.applied();
        assertThat(clock.now()).isEqualTo(recorded);
    }

    @Test
    void it_is_never_earlier_than_what_an_earlier_run_recorded() {
        wall = 10;
        assertThat(clock.now()).isEqualTo(FLOOR);
    }

    @Test
    void the_newest_time_that_is_shown_is_that_of_any_node_once_it_is_visible() {
        clock.observe(FLOOR + 3_600_000_000L, true);
        assertThat(clock.newest()).isEqualTo(FLOOR);
        clock.applied();
        assertThat(clock.newest()).isEqualTo(FLOOR + 3_600_000_000L);
        assertThat(clock.stableThrough())
                .as("its own times stay near its clock")
                .isLessThan(FLOOR + 6_000_000);
        assertThat(clock.next()).isLessThan(FLOOR + 6_000_000);
    }

    @Test
    void what_is_recorded_has_no_earlier_time_than_it_was_completed_with() {
        long completed = clock.now();
        wall = 10;
        assertThat(clock.next()).isGreaterThanOrEqualTo(completed);
    }

    @Test
    void whatever_the_machine_says_times_rise() {
        Random random = new Random(1);
        long recorded = FLOOR;
        long told = 0;
        for (int step = 0; step < 10_000; step++) {
            wall = random.nextInt(20_000);
            switch (random.nextInt(4)) {
                case 0 -> assertThat(recorded).isLessThan(recorded = clock.next());
                case 1 -> clock.applied();
                case 2 -> clock.stableThrough();
                default -> assertThat(told).isLessThanOrEqualTo(told = clock.now());
            }
            assertThat(clock.now()).isGreaterThanOrEqualTo(recorded);
        }
    }

    @Test
    void a_time_of_another_node_is_not_given_again_unless_it_is_too_far_ahead() {
        wall = FLOOR + 10;
        clock.observe(FLOOR + 1_000, true);
        assertThat(clock.next()).isEqualTo(FLOOR + 1_001);
        clock.observe(Long.MAX_VALUE, true);
        assertThat(clock.next()).isEqualTo(wall + HybridClock.MOST_SKEW_MICROS + 1);
        clock.observe(5, true);
        assertThat(clock.next()).isEqualTo(wall + HybridClock.MOST_SKEW_MICROS + 2);
    }

    @Test
    void a_time_of_another_node_is_not_past_before_its_copy_shows() {
        wall = FLOOR + 10;
        long before = clock.stableThrough();
        clock.observe(FLOOR + 1_000, true);
        assertThat(clock.stableThrough()).isEqualTo(before);
        clock.applied();
        assertThat(clock.stableThrough()).isGreaterThanOrEqualTo(FLOOR + 1_000);
    }

    @Test
    void after_the_machine_was_set_back_the_clock_is_ahead_by_what_was_promised() {
        wall = FLOOR + 1_000;
        clock.stableThrough();
        assertThat(clock.aheadMicros()).isZero();
        wall = FLOOR + 400;
        assertThat(clock.aheadMicros()).isEqualTo(600);
        assertThat(clock.next()).isEqualTo(FLOOR + 1_001);
    }
}
