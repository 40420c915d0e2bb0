package io.stemedb.cluster.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.replication.Backlog;
import org.junit.jupiter.api.Test;

class LagTest {
    /** A monotonic clock may start anywhere, just before its overflow too. */
    private static long at(long nanos) {
        return Long.MAX_VALUE - 5 + nanos;
    }

    private static Backlog backlog(Long oldest, Long failed) {
        return new Backlog(0, oldest == null ? 0 : 1, oldest, failed);
    }

    @Test
    void a_node_of_which_nothing_is_known_is_behind_since_the_start() {
        assertThat(Lag.since(at(0)).nanos(at(90), Backlog.NONE)).isEqualTo(90);
    }

    @Test
    void a_node_that_is_even_is_not_behind_until_something_is_on_its_way() {
        Lag even = Lag.since(at(0)).even(at(10));
        assertThat(even.nanos(at(90), Backlog.NONE)).isZero();
        assertThat(even.nanos(at(90), backlog(at(70), null))).isEqualTo(20);
    }

    @Test
    void the_lag_of_a_node_that_is_away_grows_since_it_was_last_even() {
        Lag away = Lag.since(at(0)).even(at(10)).doubted(at(20)).doubted(at(60));
        assertThat(away.nanos(at(61), Backlog.NONE)).isEqualTo(51);
        assertThat(away.nanos(at(90), Backlog.NONE)).isEqualTo(80);
        assertThat(away.even(at(85)).nanos(at(90), Backlog.NONE)).isZero();
    }

    @Test
    void a_copy_that_did_not_arrive_counts_until_the_node_is_even_again() {
        Lag even = Lag.since(at(0)).even(at(10));
        Backlog failed = backlog(null, at(40));
        assertThat(even.nanos(at(90), failed)).isEqualTo(80);
        assertThat(even.even(at(41)).nanos(at(90), failed)).isZero();
    }

    @Test
    void it_is_never_further_behind_than_since_it_was_even_and_what_is_heard_late_changes_nothing() {
        Lag even = Lag.since(at(0)).even(at(80)).even(at(20));
        assertThat(even.nanos(at(90), backlog(at(30), null))).isEqualTo(10);
        assertThat(even.nanos(at(70), backlog(at(30), null))).isZero();
    }
}
