package io.stemedb.node.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadsTest {
    private long now = Long.MAX_VALUE - 5;
    private final Heads<String> heads = new Heads<>(() -> now);

    private List<String> late(Duration later) {
        now += later.toNanos();
        List<String> closed = new ArrayList<>();
        heads.closeLate(closed::add);
        return closed;
    }

    @Test
    void one_who_says_nothing_or_does_not_finish_is_closed() {
        heads.opened("silent");
        heads.opened("slow");
        assertThat(late(Heads.FOR_A_HEAD.minusMillis(1))).isEmpty();
        heads.read("slow");
        assertThat(late(Duration.ofMillis(1))).containsExactlyInAnyOrder("silent", "slow");
        heads.gone("slow");
        assertThat(late(Duration.ofDays(1))).containsExactly("silent");
    }

    @Test
    void a_request_under_way_may_take_its_time_and_its_body_too() {
        heads.opened("a");
        heads.complete("a");
        heads.read("a");
        assertThat(late(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void a_kept_connection_may_rest_but_its_next_head_may_not() {
        heads.opened("a");
        heads.complete("a");
        heads.answered("a", false, false);
        assertThat(late(Duration.ofDays(1))).isEmpty();
        heads.read("a");
        assertThat(late(Heads.FOR_A_HEAD.dividedBy(2))).isEmpty();
        heads.read("a");
        assertThat(late(Heads.FOR_A_HEAD.dividedBy(2))).containsExactly("a");
    }

    @Test
    void one_whose_body_does_not_come_is_closed_soon_after_its_answer() {
        heads.opened("a");
        heads.complete("a");
        heads.answered("a", true, true);
        assertThat(late(Heads.FOR_A_REST)).containsExactly("a");
    }

    @Test
    void the_rest_of_a_body_that_nobody_read_is_no_head() {
        heads.opened("a");
        assertThat(heads.read("a")).isTrue();
        heads.complete("a");
        assertThat(heads.read("a")).isFalse();
        heads.answered("a", true, false);
        assertThat(heads.read("a")).isFalse();
        heads.complete("a");
        heads.answered("a", false, false);
        assertThat(heads.read("a")).isTrue();
    }
}
