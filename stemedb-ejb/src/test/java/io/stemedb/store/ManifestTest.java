package io.stemedb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.progress.DotVector;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
    @Test
    void a_run_that_is_in_force_no_more_is_not_replaced_a_second_time() {
        Manifest before = new Manifest(7, 3, 100, Counted.NOTHING, List.of(run(1, 0, 50), run(2, 50, 100)));
        Manifest healed = before.replaced(List.of(run(1, 0, 50)), List.of(run(3, 0, 50)));
        assertThatThrownBy(() -> healed.merged(List.of(run(1, 0, 50), run(2, 50, 100)), run(4, 0, 100)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_was_given_out_stays_known_if_the_records_go_that_told_it() {
        DotVector dots = DotVector.of(Map.of(3, ShardVector.of(7, Intervals.of(1, 9))));
        Manifest early = new Manifest(7, 1, 100, new Counted(dots, Map.of(), 5, 5), List.of());
        Counted counted = new Dots(Recorders.of(7), early.counted(), early.dropped()).counted();
        Manifest without = early.given(counted).without(3);
        assertThat(without.dots().isEmpty()).isTrue();
        assertThat(new Dots(Recorders.of(7), without.counted(), without.dropped()).given(3))
                .isEqualTo(9);
    }

    private static RunEntry run(long number, long fromLsn, long toLsn) {
        return new RunEntry(number, 0, 0, fromLsn, toLsn, "", "", 0, 0, 0, Map.of());
    }
}
