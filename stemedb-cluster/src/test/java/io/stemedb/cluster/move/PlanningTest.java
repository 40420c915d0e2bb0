package io.stemedb.cluster.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.placement.Why;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.cluster.situation.Situations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanningTest {
    private static final int SHARDS = 20;
    private static final Terms TERMS = new Terms(SHARDS, 0, 120_000_000_000L);

    private static Situations kept() {
        Situations some = Situations.well();
        for (int shard = 0; shard < SHARDS; shard++) {
            some.shard(shard).holders("a", "b").keeps("a", true, 5).keeps("b", true, 5);
        }
        return some;
    }

    private static List<Step> due(Situation now) {
        return Planning.due(Planning.plan(now, TERMS).steps(), now, SHARDS);
    }

    @Test
    void a_node_makes_some_copies_at_a_time_that_can_wait() {
        Situations some = kept();
        List<Step> first = due(some.seenBy("a"));
        assertThat(first.stream().filter(step -> step.copies() > 0)).hasSize(Planning.MOVES_AT_A_TIME);

        List<Integer> begun = new ArrayList<>();
        for (Step step : first) {
            some.shard(step.shard()).holders(step.after().toArray(String[]::new));
            begun.add(step.shard());
        }
        assertThat(due(some.seenBy("a")).stream().filter(step -> step.copies() > 0))
                .as("c is busy")
                .isEmpty();
        begun.forEach(shard -> some.shard(shard).keeps("c", true, 5));
        assertThat(due(some.seenBy("a")).stream().filter(step -> step.copies() > 0))
                .isNotEmpty();
    }

    @Test
    void copies_of_what_could_be_lost_do_not_wait() {
        Situations some = kept().silent("b").drains("b");
        assertThat(due(some.seenBy("a"))).hasSize(SHARDS);
    }

    @Test
    void what_only_changes_an_order_does_not_wait() {
        List<Step> swaps = due(kept().drains("c").seenBy("a"));
        assertThat(swaps).hasSize(SHARDS / 2).allMatch(step -> step.why() == Why.BALANCE_LEADERS);
    }

    @Test
    void a_pinned_node_leads_and_the_others_are_evened_out_around_it() {
        Situations some = kept().shard(3).pinned("c");
        Step first = Planning.plan(some.seenBy("a"), TERMS).steps().stream()
                .filter(step -> step.shard() == 3)
                .findFirst()
                .orElseThrow();
        assertThat(first.after().get(0)).isEqualTo("c");
    }

    @Test
    void the_status_of_a_shard_tells_how_far_its_moves_are() {
        Situations some = kept().shard(0);
        assertThat(status(some)).isEqualTo("idle");
        assertThat(MoveStatus.of(some.seenBy("a"), 0, Set.of(0), Set.of()).word())
                .isEqualTo("queued");
        some.holders("a", "c");
        assertThat(status(some)).isEqualTo("filling");
        assertThat(MoveStatus.of(some.seenBy("a"), 0, Set.of(), Set.of("c")).word())
                .isEqualTo("failed");
        some.keeps("c", true, 5);
        assertThat(status(some)).isEqualTo("handing-over");
        some.dropped("b");
        assertThat(status(some)).isEqualTo("idle");
        some.keeps("c", false, 3).silent("c");
        assertThat(status(some)).isEqualTo("failed");
    }

    private static String status(Situations some) {
        return MoveStatus.of(some.seenBy("a"), 0, Set.of(), Set.of()).word();
    }
}
