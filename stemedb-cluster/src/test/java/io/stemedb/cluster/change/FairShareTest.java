package io.stemedb.cluster.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.move.Planning;
import io.stemedb.cluster.move.Terms;
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.placement.Why;
import io.stemedb.cluster.situation.Situations;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairShareTest {
    private static final Terms TERMS = new Terms(3, 0, 120_000_000_000L);

    /** Leaders are evened out once nothing else waits, which may be as long as a disk is full. */
    @Test
    void a_fair_share_does_not_wait_for_leaders_that_wait_for_other_nodes() {
        Situations some = Situations.well();
        some.shard(0).holders("c", "a").keeps("c", true, 5).keeps("a", true, 5);
        some.shard(1).holders("c", "b").keeps("c", true, 5).keeps("b", true, 5);
        some.shard(2).holders("a").keeps("a", true, 5);
        assertThat(Planning.plan(some.seenBy("a"), TERMS).steps())
                .extracting(Step::why)
                .containsExactlyInAnyOrder(Why.BALANCE_LEADERS, Why.FILL);
        Change share = new Change.Rebalance("c");
        assertThat(Course.next(share, some.seenBy("a"), TERMS, Map.of()).done()).isTrue();
        some.holders("a", "b").keeps("b", true, 5);
        assertThat(Course.next(share, some.seenBy("a"), TERMS, Map.of()).what()).contains("waiting for its turn");
    }
}
