package io.stemedb.cluster.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.placement.Why;
import io.stemedb.cluster.situation.Situations;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ElectionsTest {
    @Test
    void a_change_of_leader_is_told_once_and_the_first_one_is_none() {
        Elections elections = new Elections();
        Situations all = Situations.well().holders("b", "c").keeps("b", true, 1).keeps("c", true, 1);
        assertThat(elections.changes(all.seenBy("a"), 1)).isEmpty();
        assertThat(elections.changes(all.silent("b").seenBy("a"), 1))
                .containsExactly(new Elections.Change(0, "b", "c"));
        assertThat(elections.changes(all.seenBy("a"), 1)).isEmpty();
        assertThat(elections.changes(all.silent("c").seenBy("a"), 1))
                .containsExactly(new Elections.Change(0, "c", "nobody"));
    }

    @Test
    void shards_that_change_alike_share_a_line_of_bounded_length_and_each_is_named() {
        List<Elections.Change> many = IntStream.range(0, 40)
                .mapToObj(shard -> new Elections.Change(shard, "a", shard == 7 ? "c" : "b"))
                .toList();
        List<String> lines = Elections.lines(many);
        assertThat(lines).hasSize(3).allMatch(line -> line.contains("election") && line.contains("leader"));
        assertThat(lines).contains("election: leader of shard_7 is c, before a");
        assertThat(lines.get(0))
                .startsWith("election: leader of shard_0, shard_1, ")
                .endsWith(" is b, before a");
        for (int shard = 0; shard < 40; shard++) {
            assertThat(String.join("\n", lines)).containsPattern("shard_" + shard + "\\b");
        }
    }

    @Test
    void a_step_of_a_plan_says_where_a_shard_was_and_where_it_goes() {
        Step step = new Step(3, List.of("a", "b"), List.of("a", "c"), Why.FILL);
        assertThat(Controller.line(step)).startsWith("rebalance: assign shard_3 to [a, c], before [a, b], because of ");
    }
}
