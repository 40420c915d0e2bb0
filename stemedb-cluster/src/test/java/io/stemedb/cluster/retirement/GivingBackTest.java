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
        givingBack.dropped(START + seconds * SECOND, 1 << 20);
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
    void what_others_wait_for_is_given_back_though_more_is_dropped_all_the_time() {
        for (int second = 10; second < 300; second++) {
            dropped(second);
            assertThat(isDue(second, true)).isFalse();
        }
        assertThat(isDue(300, false)).isTrue();
        asked(300);
        dropped(400);
        dropped(500);
        assertThat(isDue(699, false)).isFalse();
        assertThat(isDue(700, false)).isTrue();
    }

    @Test
    void a_stand_in_that_drops_a_little_again_and_again_keeps_nothing_from_its_turn() {
        dropped(10);
        givingBack.dropped(START + 12 * SECOND, (1 << 20) - 101);
        assertThat(isDue(13, true)).isTrue();
        asked(13);
        givingBack.dropped(START + 14 * SECOND, 100);
        assertThat(isDue(20, true)).isFalse();
        assertThat(isDue(73, true)).isTrue();
    }

    @Test
    void many_small_copies_are_as_much_as_a_large_one() {
        asked(10);
        for (int i = 0; i < 16; i++) {
            givingBack.dropped(START + 20 * SECOND, 1 << 16);
        }
        assertThat(isDue(22, true)).isFalse();
        assertThat(isDue(23, true)).isTrue();
    }

    @Test
    void what_is_still_owed_after_a_while_is_asked_for_again() {
        asked(10);
        assertThat(isDue(69, true)).isFalse();
        assertThat(isDue(70, true)).isTrue();
    }
}
