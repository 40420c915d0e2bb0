package io.stemedb.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Dot;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShardVectorTest {
    private static ShardVector everyOther(long recorder, int count) {
        return ShardVector.of(
                recorder,
                Intervals.ofSorted(
                        LongStream.rangeClosed(1, count).map(i -> 2 * i).toArray()));
    }

    @Test
    void what_was_lost_is_held_no_more() {
        ShardVector held = ShardVector.of(7, Intervals.of(1, 100)).with(8, Intervals.of(1, 5));
        ShardVector left = held.surelyWithout(everyOther(7, 20));
        assertThat(left.holds(new Dot(7, 4))).isFalse();
        assertThat(left.holds(new Dot(7, 5))).isTrue();
        assertThat(left.of(8)).isEqualTo(Intervals.of(1, 5));
    }

    @Test
    void a_loss_of_which_numbers_were_forgotten_leaves_nothing_of_its_recorder() {
        ShardVector lost = everyOther(7, 2 * Intervals.MOST);
        assertThat(lost.mayLack()).isTrue();
        ShardVector left = ShardVector.of(7, Intervals.of(1, 10_000))
                .with(8, Intervals.of(1, 5))
                .surelyWithout(lost);
        assertThat(left).isEqualTo(ShardVector.of(8, Intervals.of(1, 5)));
    }

    @Test
    void a_vector_below_its_limit_lacks_nothing() {
        assertThat(everyOther(7, Intervals.MOST - 1).mayLack()).isFalse();
        assertThat(ShardVector.NONE.mayLack()).isFalse();
    }

    @Test
    void a_number_that_is_missing_below_the_greatest_is_missing() {
        ShardVector lost = ShardVector.of(7, Intervals.of(1, 3)).with(new Dot(7, 5));
        assertThat(lost.covers(ShardVector.of(new Dot(7, 4)))).isFalse();
        assertThat(lost.covers(ShardVector.of(new Dot(7, 3)))).isTrue();
        assertThat(lost.covers(ShardVector.of(new Dot(8, 1)))).isFalse();
    }
}
