package io.stemedb.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
    @Test
    void numbers_that_touch_are_one_interval() {
        Intervals some = Intervals.NONE.with(1).with(3).with(2).with(7);
        assertThat(some).hasToString("1-3 7-7");
        assertThat(some.count()).isEqualTo(4);
        assertThat(some.prefix()).isEqualTo(3);
        assertThat(some.greatest()).isEqualTo(7);
        assertThat(Intervals.of(2, 3).prefix()).isZero();
    }

    @Test
    void the_smallest_intervals_are_forgotten_first() {
        Intervals some = Intervals.parse("1-5 7-7 9-12 14-14 16-20");
        assertThat(some.atMost(4)).hasToString("1-5 7-7 9-12 16-20");
        assertThat(some.atMost(2)).hasToString("1-5 16-20");
    }

    @Test
    void a_set_never_has_more_than_a_thousand_intervals() {
        Intervals some = Intervals.upTo(10);
        for (long n = 12; n < 12 + 2 * 2_000; n += 2) {
            some = some.with(n);
        }
        assertThat(some.size()).isEqualTo(Intervals.MOST);
        assertThat(some.holds(10)).isTrue();
    }

    @Test
    void one_number_more_is_the_union_with_it_however_many_gaps_there_are() {
        SplittableRandom random = new SplittableRandom(7);
        Intervals some = Intervals.NONE;
        for (int i = 0; i < 9_000; i++) {
            long n = random.nextLong(1, 6_000);
            Intervals all = some.union(Intervals.of(n, n));
            some = some.with(n);
            assertThat(some).as("with %d", n).isEqualTo(all);
        }
        assertThat(some.size()).isLessThanOrEqualTo(Intervals.MOST);
        assertThatThrownBy(() -> Intervals.NONE.with(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1-", "0-3", "3-1", "-1-2", "1-2  4-5"})
    void what_is_no_set_is_refused(String text) {
        assertThatThrownBy(() -> Intervals.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_vector_that_is_cut_or_longer_is_refused() {
        byte[] bytes = ShardVector.of(7, Intervals.parse("1-5 7-300")).bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ShardVector.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> ShardVector.read(longer)).isInstanceOf(IllegalArgumentException.class);
    }
}
