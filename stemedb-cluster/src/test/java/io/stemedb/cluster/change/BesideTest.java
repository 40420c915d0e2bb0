package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.situation.Situations;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is stated beside a removal or an undrain of b. */
class BesideTest {
    private static final Terms TERMS = new Terms(1, 0, 120_000_000_000L);
    private static final Change DRAIN = new Change.Drain("b");
    private static final FactKey DRAIN_B = FactKey.of(Kind.DRAIN, "b");
    private static final FactKey MEMBER_B = FactKey.of(Kind.MEMBER, "b");

    private static Situations kept() {
        return Situations.well().holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
    }

    private static Next next(Change change, Situations some) {
        return Course.next(change, some.seenBy("a"), TERMS, Map.of());
    }

    /** It took them out while most nodes were lost; that counts only as long as it is not removed itself. */
    @Test
    void who_was_taken_out_by_a_node_without_a_majority_is_taken_out_by_one_before_that_node() {
        Situations some = kept().drains("b").holders("a", "c").keeps("c", true, 5);
        FactKey memberX = FactKey.of(Kind.MEMBER, "x");
        Facts facts = some.seenBy("a").facts().supposing(memberX, Values.outWithoutMajority(), "b");
        for (Change change : new Change[] {new Change.Remove("b", false), new Change.Remove("b", true)}) {
            Next next = Course.next(change, some.seenBy("a").supposing(facts), TERMS, Map.of());
            assertThat(next.state())
                    .containsExactly(
                            Map.entry(memberX, Values.standing(false)), Map.entry(MEMBER_B, Values.standing(false)));
            assertThat(next.forGood()).isTrue();
        }
    }

    /** Nobody has seen to it for so long that the undrain was let through; a node may go on with it later. */
    @Test
    void an_undrain_ends_the_change_that_has_its_node_drain_first_so_that_nobody_begins_it_anew() {
        UnderWay drain = new UnderWay("t1", ChangeJson.write(DRAIN), "c", "why", 1, 2, true, false);
        FactKey key = FactKey.of(Kind.CHANGE);
        Change undrain = new Change.Undrain("b");
        assertThat(next(undrain, kept().drains("b").changes(drain)).state())
                .containsExactly(Map.entry(key, Values.of(drain.ended())), Map.entry(DRAIN_B, Values.draining(false)));
        UnderWay other = new UnderWay("t1", ChangeJson.write(new Change.Drain("a")), "c", "why", 1, 2, true, false);
        assertThat(next(undrain, kept().drains("b").changes(other)).state()).containsOnlyKeys(DRAIN_B);
        assertThat(next(undrain, kept().drains("b").changes(drain.ended())).state())
                .containsOnlyKeys(DRAIN_B);
    }
}
