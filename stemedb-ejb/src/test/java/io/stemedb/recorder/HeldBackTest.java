package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.refusal.Refusal;
import io.stemedb.store.MergeDebt;
import org.junit.jupiter.api.Test;

class HeldBackTest {
    private static final int BOUND = 4;

    private MergeDebt debt = new MergeDebt(0, 0, false);
    private final HeldBack heldBack = new HeldBack(() -> debt, BOUND);

    private void owe(int runs, boolean waitingForSpace) {
        debt = new MergeDebt(runs, 0, waitingForSpace);
        heldBack.look();
    }

    @Test
    void nobody_waits_while_merges_keep_up() {
        owe(BOUND - 1, true);
        assertThat(heldBack.holds(0)).isFalse();
        assertThat(heldBack.millis()).isZero();
        assertThat(heldBack.passed(0)).isZero();
        assertThat(heldBack.refusal()).isEmpty();
    }

    @Test
    void a_group_waits_its_time_from_when_it_was_there_and_then_goes_on() {
        owe(BOUND + 1, false);
        assertThat(heldBack.millis()).isEqualTo(8);
        assertThat(heldBack.holds(1_000)).isTrue();
        assertThat(heldBack.holds(8_999)).isTrue();
        assertThat(heldBack.holds(9_000)).isFalse();
        assertThat(heldBack.passed(9_000)).isEqualTo(8_000);
        assertThat(heldBack.holds(9_001)).as("the next one").isTrue();
        assertThat(heldBack.refusal()).isEmpty();
    }

    @Test
    void a_clock_that_goes_back_keeps_no_group_for_good() {
        owe(BOUND, false);
        assertThat(heldBack.holds(5_000_000)).isTrue();
        assertThat(heldBack.holds(1_000)).isFalse();
    }

    @Test
    void what_is_refused_says_whether_room_is_lacking() {
        owe(2 * BOUND, false);
        assertThat(heldBack.refusal().orElseThrow().refusal()).isEqualTo(Refusal.RATE_LIMITED);
        owe(2 * BOUND, true);
        assertThat(heldBack.refusal().orElseThrow().refusal()).isEqualTo(Refusal.DISK_FULL);
        owe(0, false);
        assertThat(heldBack.refusal()).isEmpty();
    }
}
