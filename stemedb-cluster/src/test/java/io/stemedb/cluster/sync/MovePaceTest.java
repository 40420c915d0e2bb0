package io.stemedb.cluster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MovePaceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void more_is_asked_for_once_what_came_is_paid_for() {
        MovePace pace = new MovePace(1_000, 2 * SECOND);
        assertThat(pace.after(500, 0, 1, 7 * SECOND)).isEqualTo(SECOND / 2);
        assertThat(pace.after(500, 0, 1, 7 * SECOND))
                .as("two at once share the rate")
                .isEqualTo(SECOND);
        assertThat(pace.after(100, 0, 1, 8 * SECOND)).isEqualTo(SECOND / 10);
    }

    @Test
    void no_more_than_half_of_the_time_is_spent_on_it() {
        MovePace pace = new MovePace(1_000, 0);
        assertThat(pace.after(10, SECOND, 1, 5 * SECOND))
                .as("as long as it took")
                .isEqualTo(SECOND);
        assertThat(pace.after(10, SECOND, 1, 5 * SECOND))
                .as("two at once share it")
                .isEqualTo(3 * SECOND);
        long longer = pace.after(2_000, SECOND, 1, 9 * SECOND);
        assertThat(longer).as("the bytes take longer").isEqualTo(2 * SECOND);
    }

    @Test
    void a_node_rests_longer_the_more_nodes_take_copies_and_three_are_the_most_that_count() {
        assertThat(new MovePace(1_000, 0).after(10, SECOND, 2, 5 * SECOND)).isEqualTo(2 * SECOND);
        assertThat(new MovePace(1_000, 0).after(10, SECOND, 3, 5 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(new MovePace(1_000, 0).after(10, SECOND, 100, 5 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(new MovePace(1_000, 0).after(10, SECOND, 0, 5 * SECOND))
                .as("this one is known to others later")
                .isEqualTo(SECOND);
    }

    @Test
    void a_process_that_stood_still_has_not_worked_all_the_while() {
        assertThat(new MovePace(1_000, 0).after(10, 600 * SECOND, 1, 700 * SECOND))
                .isEqualTo(2 * SECOND);
    }

    @Test
    void what_was_not_used_is_not_made_up_for() {
        MovePace pace = new MovePace(1_000, 0);
        pace.after(1, 0, 1, SECOND);
        assertThat(pace.after(1_000, 0, 1, 60 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void a_clock_that_begins_below_zero_is_a_clock() {
        assertThat(new MovePace(1_000, -8 * SECOND).after(500, 0, 1, -7 * SECOND))
                .isEqualTo(SECOND / 2);
    }

    @Test
    void no_rate_is_no_limit() {
        assertThat(new MovePace(0, 0).after(1 << 30, 0, 1, 7)).isZero();
    }
}
