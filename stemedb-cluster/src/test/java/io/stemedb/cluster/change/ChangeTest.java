package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.situation.Situations;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final Terms TERMS = new Terms(1, 0, 120_000_000_000L);

    private static Situations kept() {
        return Situations.well().holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
    }

    private static String inverse(Change change, Situations some) {
        return Prechecks.knowingItsWayBack(change.seenIn(some.seenBy("a")), some.seenBy("a"), TERMS)
                .inverse();
    }

    @Test
    void what_goes_no_further_once_it_is_aborted_says_so() {
        assertThat(new Change.Rebalance("c").inverse()).isEqualTo(Change.ABORT);
        assertThat(new Change.Remove("c", false).inverse()).isEqualTo(Change.ABORT);
        assertThat(new Change.Remove("c", false).inverse("t7")).isEqualTo("DELETE /admin/tasks/t7");
        assertThat(new Change.Drain("c").inverse("t7")).isEqualTo("POST /admin/nodes/c/undrain");
        assertThat(new Change.Remove("c", true, true).inverse())
                .as("it is done at once")
                .isNull();
    }

    @Test
    void a_node_that_was_not_drained_is_not_drained_by_the_inverse_of_its_undrain() {
        assertThat(inverse(new Change.Undrain("b"), kept())).isNull();
        assertThat(inverse(new Change.Undrain("b"), kept().drains("b"))).isEqualTo("POST /admin/nodes/b/drain");
    }

    @Test
    void a_factor_to_which_nobody_goes_back_without_force_has_an_inverse_with_force() {
        String settings = "POST /admin/cluster/settings {\"factor\":";
        assertThat(inverse(new Change.Factor(3, 0), kept())).isEqualTo(settings + "2}");
        assertThat(inverse(new Change.Factor(3, 0), kept().factor(1))).isEqualTo(settings + "1,\"force\":true}");
        assertThat(inverse(new Change.Factor(3, 0), kept().factor(4)))
                .as("three nodes can keep some")
                .isEqualTo(settings + "4,\"force\":true}");
        assertThat(inverse(new Change.Factor(2, 0), kept())).as("it was so").isNull();
    }

    @Test
    void a_shard_is_not_pinned_back_to_a_node_that_is_out() {
        String back = "POST /admin/shards/rebalance {\"shard_id\":\"shard_0\",\"target_node\":\"c\"}";
        for (boolean moves : new boolean[] {true, false}) {
            Change pin = new Change.Pin(0, "b", moves, "");
            assertThat(inverse(pin, kept().pinned("c"))).isEqualTo(back);
            assertThat(inverse(pin, kept().pinned("c").removed("c"))).isEqualTo("POST /admin/shards/shard_0/unpin");
        }
        assertThat(inverse(new Change.Unpin(0, ""), kept().pinned("c"))).isEqualTo(back);
        assertThat(inverse(new Change.Unpin(0, ""), kept().pinned("c").removed("c")))
                .isNull();
    }

    @Test
    void each_change_knows_what_takes_it_back_while_it_is_under_way() {
        Change drain = new Change.Drain("b");
        assertThat(Inverses.takesBack(new Change.Undrain("b"), drain)).isTrue();
        assertThat(Inverses.takesBack(new Change.Undrain("c"), drain)).isFalse();
        assertThat(Inverses.takesBack(new Change.Undrain("b"), new Change.Drain("b", true)))
                .as("it was drained before")
                .isFalse();
        assertThat(Inverses.takesBack(new Change.Undrain("b"), new Change.Remove("b", false)))
                .as("which drains it first")
                .isFalse();
        assertThat(Inverses.takesBack(new Change.Undrain("b"), new Change.Rebalance("b")))
                .isFalse();

        assertThat(Inverses.takesBack(new Change.Factor(2, 3), new Change.Factor(3, 2)))
                .isTrue();
        assertThat(Inverses.takesBack(new Change.Factor(4, 3), new Change.Factor(3, 2)))
                .isFalse();
        assertThat(Inverses.takesBack(new Change.Factor(2, 2), new Change.Factor(2, 2)))
                .as("a repeat")
                .isFalse();

        Change move = new Change.Pin(7, "b", true, "a");
        assertThat(Inverses.takesBack(new Change.Pin(7, "a", true, "b"), move)).isTrue();
        assertThat(Inverses.takesBack(new Change.Pin(7, "c", true, "b"), move)).isFalse();
        assertThat(Inverses.takesBack(new Change.Pin(8, "a", true, "b"), move)).isFalse();
        assertThat(Inverses.takesBack(new Change.Pin(7, "a", false, "b"), move)).isFalse();
    }
}
