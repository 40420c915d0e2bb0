package io.stemedb.cluster.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GivingBackTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = -5 * SECOND;

    private final GivingBack givingBack = new GivingBack(START);

    private boolean isDue(long seconds, boolean settled) {
        return givingBack.isDue(START + seconds * SECOND, settled);
    }

    private void dropped(long seconds) {
        givingBack.dropped(START + seconds * SECOND);
    }

    private void asked(long seconds) {
        givingBack.asked(START + seconds * SECOND);
    }

    @Test
    void what_was_dropped_before_the_start_is_given_back_after_it() {
        assertThat(isDue(2, true)).isFalse();
        assertThat(isDue(3, true)).isTrue();
    }

    @Test
    void all_drops_in_a_row_are_given_back_at_once() {
        dropped(10);
        dropped(12);
        assertThat(isDue(14, true)).isFalse();
        assertThat(isDue(100, false)).as("more are to come").isFalse();
        assertThat(isDue(100, true)).isTrue();
        asked(100);
        assertThat(isDue(101, true)).isFalse();
        dropped(102);
        assertThat(isDue(105, true)).isTrue();
    }

    @Test
    void what_others_wait_for_is_given_back_though_more_is_to_be_dropped() {
        dropped(10);
        assertThat(isDue(309, false)).isFalse();
        assertThat(isDue(310, false)).isTrue();
    }

    @Test
    void what_is_still_owed_after_a_while_is_asked_for_again() {
        asked(10);
        assertThat(isDue(69, true)).isFalse();
        assertThat(isDue(70, true)).isTrue();
    }
}
