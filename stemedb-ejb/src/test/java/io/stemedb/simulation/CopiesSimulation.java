package io.stemedb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CopiesSimulation {
    @Test
    void nodes_that_have_handed_each_other_everything_are_the_same() {
        Map<String, Integer> seen = new TreeMap<>();
        Seeds.tryAll(
                60, seed -> CopyLife.of(seed).counts().forEach((what, count) -> seen.merge(what, count, Integer::sum)));
        assertThat(seen).containsKeys("taken", "known", "end of node", "twin", "drop");
    }

    @Test
    void a_claim_that_is_held_must_not_keep_its_other_record_away() {
        Seeds.requireFall(
                "a twin is stored",
                30,
                seed -> CopyLife.of(
                        seed,
                        (node, copy) -> node.reader().find(copy.recorded().id()).isEmpty()));
    }
}
