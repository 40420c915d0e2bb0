package io.stemedb.cluster.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.removal.Removal.Step;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private static Removal.Next next(Situation now) {
        return Removal.next(now, "b", 1, false);
    }

    @Test
    void the_places_of_a_node_go_to_others_before_it_is_out() {
        Situations well =
                Situations.well().holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
        assertThat(next(well.seenBy("a")).step()).isEqualTo(Step.DRAIN);
        well.drains("b");
        assertThat(next(well.seenBy("a"))).isEqualTo(new Removal.Next(Step.WAIT, java.util.List.of(0)));
        well.holders("a", "c");
        assertThat(next(well.seenBy("a")).step()).as("c has nothing yet").isEqualTo(Step.WAIT);
        well.keeps("c", false, 3);
        assertThat(next(well.seenBy("a")).step()).as("c has not all").isEqualTo(Step.WAIT);
        well.keeps("c", true, 5);
        assertThat(next(well.seenBy("a")).step()).isEqualTo(Step.OUT);
        well.removed("b");
        assertThat(next(well.seenBy("a")).step()).isEqualTo(Step.DONE);
    }

    @Test
    void a_holder_that_is_silent_has_nothing_for_sure() {
        Situations some = Situations.well()
                .holders("a", "c")
                .keeps("a", true, 5)
                .keeps("c", true, 5)
                .drains("b")
                .silent("c");
        assertThat(next(some.seenBy("a")).step()).isEqualTo(Step.WAIT);
    }

    @Test
    void a_list_may_be_shorter_than_the_factor_if_no_more_nodes_are_there() {
        Situations two = Situations.well()
                .holders("a")
                .keeps("a", true, 5)
                .drains("b")
                .drains("c")
                .removed("c");
        assertThat(next(two.seenBy("a")).step()).isEqualTo(Step.OUT);
    }

    @Test
    void who_is_forced_out_goes_at_once() {
        Situation now = Situations.well().holders("b").keeps("b", true, 5).seenBy("a");
        assertThat(Removal.next(now, "b", 1, true).step()).isEqualTo(Step.OUT);
    }

    @Test
    void it_is_refused_if_no_other_live_node_has_all_of_a_shard() {
        Situations some =
                Situations.well().holders("a", "b").keeps("b", true, 5).keeps("a", false, 3);
        assertThat(Removal.refusals(some.seenBy("a"), "b", 1))
                .hasSize(1)
                .first()
                .asString()
                .contains("shard_0");
        some.keeps("a", true, 5);
        assertThat(Removal.refusals(some.seenBy("a"), "b", 1)).isEmpty();
        assertThat(Removal.refusals(some.silent("b").seenBy("a"), "b", 1)).isEmpty();
        assertThat(Removal.refusals(some.silent("a").seenBy("c"), "b", 1)).isNotEmpty();
    }
}
