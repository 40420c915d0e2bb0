package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.situation.Situations;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One shard, and members a, b and c, of which a and b keep it; c is to get something, and is away. */
class AbsenceTest {
    private static final long WINDOW = 120_000_000_000L;
    private static final Terms TERMS = new Terms(1, 0, WINDOW);
    private static final Change SHARE = new Change.Rebalance("c");
    private static final Change MOVE = new Change.Pin(0, "c", true, "");
    private static final String UNPIN = "unpin the shard with POST /admin/shards/shard_0/unpin";

    private static Situations kept() {
        return Situations.well().holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
    }

    private static Next soon(Change change, Situations some) {
        return Course.next(change, some.seenBy("a", WINDOW / 2), TERMS, Map.of());
    }

    private static Next late(Change change, Situations some) {
        return Course.next(change, some.seenBy("a", 2 * WINDOW), TERMS, Map.of());
    }

    private static void requireWaiting(Next next, String why) {
        assertThat(next.state()).isEmpty();
        assertThat(next.done()).isFalse();
        assertThat(next.what()).contains(why);
    }

    @Test
    void a_fair_share_waits_for_its_node_as_long_as_lists_do_and_no_longer() {
        Situations some = kept().silent("c");
        requireWaiting(soon(SHARE, some), "it waits: c is not reached, so it takes no shards");
        assertThatThrownBy(() -> late(SHARE, some))
                .as("all changes of many shards wait for it")
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNSAFE))
                .hasMessage("c has been away for too long; its share went to others");
        assertThat(late(SHARE, kept()).done()).as("it is there").isTrue();
    }

    @Test
    void a_node_that_is_out_gets_no_fair_share_and_others_wait_while_a_member_may_come_back() {
        assertThatThrownBy(() -> soon(SHARE, kept().removed("c")))
                .isInstanceOf(StemeException.class)
                .hasMessageContaining("c was removed");
        assertThat(soon(new Change.Rebalance("a"), kept().silent("c")).what())
                .isEqualTo("it waits: lists are not evened out while a member may come back");
    }

    @Test
    void a_shard_that_is_moved_to_a_node_that_does_not_come_back_says_how_to_end_that() {
        Situations some = kept().pinned("c").silent("c");
        requireWaiting(soon(MOVE, some), "waiting for a place on c");
        requireWaiting(late(MOVE, some), "waiting for c, which has been away for too long: bring it back, or " + UNPIN);
    }

    @Test
    void a_shard_is_not_moved_to_a_node_that_has_gone_since() {
        Situations some = kept().pinned("c").drains("c");
        requireWaiting(soon(MOVE, some), "waiting for c, which drains");
        assertThat(soon(MOVE, some).what()).contains("/admin/nodes/c/undrain", UNPIN);
        requireWaiting(soon(MOVE, some.changes(underWay(new Change.Rebalance("c")))), "/admin/nodes/c/undrain");
        some.changes(underWay(new Change.Drain("c")));
        assertThat(soon(MOVE, some).what())
                .as("whatever has it drain")
                .contains("DELETE /admin/tasks/t1, or " + UNPIN)
                .doesNotContain("undrain");
        some.changes(underWay(new Change.Drain("c")).ended());
        requireWaiting(soon(MOVE, some), "/admin/nodes/c/undrain");
        some.removed("c");
        assertThatThrownBy(() -> soon(MOVE, some))
                .isInstanceOf(StemeException.class)
                .hasMessage("c was removed; " + UNPIN);
    }

    private static UnderWay underWay(Change change) {
        return new UnderWay("t1", Changes.text(change), "b", "cold", 0, 1, true, false);
    }
}
