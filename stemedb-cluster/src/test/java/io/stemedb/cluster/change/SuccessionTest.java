package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.change.Succession.Duty;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNTIL = 100_000_000;
    private static final long EXPIRED = UNTIL + 6_000_000;
    private static final UnderWay OF_C =
            new UnderWay("t1", ChangeJson.write(new Change.Drain("b")), "c", "why", 1, UNTIL, true, false);

    private static boolean falls(Situation now, UnderWay change, long startedAt, long wallMicros) {
        return new Succession(now, Set.of(), startedAt, wallMicros).falls(change);
    }

    private static boolean falls(Situation now, Set<String> unable, long wallMicros) {
        return new Succession(now, unable, 0, wallMicros).falls(OF_C);
    }

    private static Duty duty(Situation now, UnderWay change, OptionalLong refusedAt) {
        return new Succession(now, Set.of(), 0, UNTIL).duty(change, refusedAt);
    }

    @Test
    void a_change_goes_on_with_the_least_node_once_its_own_was_silent_for_ten_seconds() {
        Situations some = Situations.well().silent("c");
        assertThat(falls(some.seenBy("a", 9 * SECOND), OF_C, 0, EXPIRED)).isFalse();
        assertThat(falls(some.seenBy("a", 11 * SECOND), OF_C, 0, EXPIRED)).isTrue();
        assertThat(falls(some.seenBy("b", 11 * SECOND), OF_C, 0, EXPIRED)).isFalse();
    }

    @Test
    void a_node_that_was_started_a_moment_ago_gives_the_other_time_to_be_heard() {
        Situations some = Situations.well().silent("c");
        assertThat(falls(some.seenBy("a", 20 * SECOND), OF_C, 12 * SECOND, EXPIRED))
                .isFalse();
    }

    @Test
    void the_node_that_has_begun_goes_on_after_its_own_restart_at_once() {
        assertThat(falls(Situations.well().seenBy("c"), OF_C, 0, EXPIRED)).isTrue();
        assertThat(falls(Situations.well().seenBy("a", 20 * SECOND), OF_C, 0, EXPIRED))
                .isFalse();
        assertThat(falls(Situations.well().seenBy("c"), OF_C.ended(), 0, EXPIRED))
                .isFalse();
    }

    @Test
    void a_node_that_others_reach_still_renews_it_and_is_left_alone() {
        Situations some = Situations.well().silent("c");
        assertThat(falls(some.seenBy("a", 20 * SECOND), OF_C, 0, UNTIL - 1)).isFalse();
    }

    @Test
    void a_lock_by_a_clock_that_was_a_day_ahead_does_not_hold_for_a_day() {
        Situations some = Situations.well().silent("c");
        assertThat(falls(some.seenBy("a", 20 * SECOND), OF_C, 0, UNTIL - 86_400_000_000L))
                .isTrue();
    }

    @Test
    void that_of_a_node_that_was_taken_out_goes_on_at_once() {
        Situations some = Situations.well().removed("c");
        assertThat(falls(some.seenBy("a"), OF_C, 0, UNTIL - 1)).isTrue();
        assertThat(falls(some.seenBy("b"), OF_C, 0, UNTIL - 1)).isFalse();
    }

    @Test
    void that_of_a_node_that_was_put_back_to_an_earlier_release_goes_on_at_the_least_that_was_not() {
        Situations some = Situations.well().earlier("c");
        assertThat(falls(some.seenBy("a"), OF_C, 0, UNTIL)).isFalse();
        assertThat(falls(some.seenBy("a"), OF_C, 0, EXPIRED))
                .as("it is live, and sees to nothing")
                .isTrue();
        some.earlier("a");
        assertThat(falls(some.seenBy("b"), OF_C, 0, EXPIRED)).isTrue();
    }

    /** Its disk is full: it would try each second, and nobody else would. */
    @Test
    void it_goes_on_with_the_least_node_that_can_state_something() {
        Situations some = Situations.well().silent("c");
        assertThat(falls(some.seenBy("a", 11 * SECOND), Set.of("a"), EXPIRED)).isFalse();
        assertThat(falls(some.seenBy("b", 11 * SECOND), Set.of("a"), EXPIRED)).isTrue();
        assertThat(falls(Situations.well().seenBy("c"), Set.of("c"), EXPIRED))
                .as("not after its own restart either")
                .isFalse();
    }

    @Test
    void that_of_a_live_node_that_can_state_nothing_goes_on_elsewhere_once_it_has_expired() {
        Situations some = Situations.well();
        assertThat(falls(some.seenBy("a"), Set.of("c"), UNTIL)).isFalse();
        assertThat(falls(some.seenBy("a"), Set.of("c"), EXPIRED)).isTrue();
        assertThat(falls(some.seenBy("b"), Set.of("c"), EXPIRED)).isFalse();
        assertThat(falls(some.seenBy("b"), Set.of("a", "c"), EXPIRED)).isTrue();
    }

    /** It cannot, and nobody knows why: its clock may be wrong. */
    @Test
    void if_the_least_node_does_not_go_on_each_next_one_does_ten_seconds_later() {
        Situations silent = Situations.well().joined("d").silent("c");
        assertThat(falls(silent.seenBy("b", 60 * SECOND), Set.of(), EXPIRED + 9_000_000))
                .isFalse();
        assertThat(falls(silent.seenBy("b", 60 * SECOND), Set.of(), EXPIRED + 10_000_000))
                .isTrue();
        assertThat(falls(silent.seenBy("d", 60 * SECOND), Set.of(), EXPIRED + 10_000_000))
                .isFalse();
        assertThat(falls(silent.seenBy("d", 60 * SECOND), Set.of(), EXPIRED + 20_000_000))
                .isTrue();

        Situations out = Situations.well().removed("c");
        assertThat(falls(out.seenBy("b"), Set.of(), EXPIRED)).isFalse();
        assertThat(falls(out.seenBy("b"), Set.of(), EXPIRED + 10_000_000)).isTrue();
    }

    @Test
    void by_a_lock_whose_end_nobody_can_judge_the_next_one_waits_for_a_longer_silence() {
        Situations some = Situations.well().silent("c");
        long ahead = UNTIL - 86_400_000_000L;
        assertThat(falls(some.seenBy("b", 19 * SECOND), Set.of(), ahead)).isFalse();
        assertThat(falls(some.seenBy("b", 21 * SECOND), Set.of(), ahead)).isTrue();
    }

    /** It was started again with a wrong clock, say: whoever sees to it has others wait for longer, again and again. */
    @Test
    void that_of_a_live_node_that_does_not_see_to_it_goes_on_elsewhere_ten_seconds_later_than_a_silent_ones() {
        Situations some = Situations.well();
        assertThat(falls(some.seenBy("a"), Set.of(), EXPIRED + 9_000_000)).isFalse();
        assertThat(falls(some.seenBy("a"), Set.of(), EXPIRED + 10_000_000)).isTrue();
        assertThat(falls(some.seenBy("b"), Set.of(), EXPIRED + 10_000_000)).isFalse();
        assertThat(falls(some.seenBy("b"), Set.of(), EXPIRED + 20_000_000)).isTrue();
    }

    @Test
    void nobody_goes_on_without_a_majority() {
        Situations some = Situations.well().silent("c").silent("b");
        assertThat(falls(some.seenBy("a", 20 * SECOND), OF_C, 0, EXPIRED)).isFalse();
    }

    /** Its node may have stated it before it found that no majority agrees. */
    @Test
    void a_change_that_was_refused_is_let_go_and_not_gone_on_with() {
        Situations some = Situations.well();
        OptionalLong refused = OptionalLong.of(-3 * SECOND);
        assertThat(duty(some.seenBy("c"), OF_C, refused)).isEqualTo(Duty.LET_GO);
        assertThat(duty(some.seenBy("c"), OF_C, OptionalLong.empty())).isEqualTo(Duty.TAKE_OVER);
        assertThat(duty(some.seenBy("a"), OF_C, OptionalLong.empty())).isEqualTo(Duty.NOTHING);
        assertThat(duty(some.seenBy("c"), OF_C.ended(), refused)).isEqualTo(Duty.NOTHING);
        assertThat(duty(some.seenBy("c"), OF_C.by("a", UNTIL), refused))
                .as("another node sees to it")
                .isEqualTo(Duty.NOTHING);
    }

    /** It still takes itself for one of a majority, and the others may have begun another one meanwhile. */
    @Test
    void a_node_that_was_just_cut_off_lets_go_only_once_it_has_heard_a_majority_for_two_seconds_more() {
        Situations some = Situations.well();
        assertThat(duty(some.seenBy("c", SECOND), OF_C, OptionalLong.of(SECOND)))
                .isEqualTo(Duty.NOTHING);
        assertThat(duty(some.seenBy("c"), OF_C, OptionalLong.of(-SECOND))).isEqualTo(Duty.NOTHING);
        assertThat(duty(some.silent("a").seenBy("c"), OF_C, OptionalLong.of(-2 * SECOND)))
                .as("two of three are more than half")
                .isEqualTo(Duty.LET_GO);
        assertThat(duty(some.silent("b").seenBy("c"), OF_C, OptionalLong.of(-2 * SECOND)))
                .isEqualTo(Duty.NOTHING);
    }

    @Test
    void a_change_makes_room_for_one_that_was_begun_at_the_same_moment_and_wants_something_else() {
        Change mine = new Change.Drain("d");
        assertThat(Succession.pushesAside(OF_C, mine, UNTIL, UNTIL - 1)).isTrue();
        assertThat(Succession.pushesAside(OF_C, mine, UNTIL, UNTIL))
                .as("a node that stood still: others may have done it")
                .isFalse();
        assertThat(Succession.pushesAside(OF_C, new Change.Remove("b", false), UNTIL, UNTIL - 1))
                .as("the other one drains the same node")
                .isFalse();
    }
}
