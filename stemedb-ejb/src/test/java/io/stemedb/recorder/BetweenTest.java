package io.stemedb.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BetweenTest {
    private final Between between = new Between();

    @Test
    void what_was_added_is_done_in_order_and_a_failure_is_told_to_who_asked() {
        List<Integer> done = new ArrayList<>();
        var first = between.add(() -> done.add(1));
        var second = between.add(() -> {
            throw new IOException("no");
        });
        assertThat(between.isEmpty()).isFalse();
        assertThat(between.run()).isTrue();
        assertThat(between.run()).isFalse();
        assertThat(done).containsExactly(1);
        assertThat(first.join()).isTrue();
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void who_waits_for_what_is_done_no_more_is_told_so() {
        List<Integer> done = new ArrayList<>();
        var waiting = between.add(() -> done.add(1));
        between.refuse(new IllegalStateException("read-only"));
        assertThat(waiting).isCompletedExceptionally();
        assertThat(between.run()).isFalse();
        assertThat(done).isEmpty();
    }
}
