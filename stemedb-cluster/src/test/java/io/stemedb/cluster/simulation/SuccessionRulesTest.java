package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.change.Changes;
import io.stemedb.cluster.fact.Values.UnderWay;
import io.stemedb.cluster.node.Departures;
import io.stemedb.recorder.Append;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four nodes: the last one sees to a change and ends, and the first one cannot go on with it. */
class SuccessionRulesTest extends Story {
    private static final long TEN_MINUTES = 600_000_000;

    private UnderWay change;

    @BeforeEach
    void begin() {
        start("node1", "node2", "node3", "node4");
        long now = node("node4").machine.wallMicros.get();
        String wish = Changes.text(new Change.Drain("node3"));
        change = new UnderWay("t1", wish, "node4", "why", now, now + 20_000_000, true, false);
    }

    private List<String> whoGoesOnAfter(long seconds) {
        world.runFor(seconds * World.SECOND);
        return nodes.values().stream()
                .filter(node -> node.up() && Departures.goesOn(node.cluster(), change))
                .map(node -> node.id)
                .toList();
    }

    @Test
    void a_change_goes_on_at_the_first_node_and_at_the_next_one_only_if_that_one_does_not() {
        node("node4").crash(false);
        assertThat(whoGoesOnAfter(24)).isEmpty();
        assertThat(whoGoesOnAfter(2)).containsExactly("node1");
        assertThat(whoGoesOnAfter(10)).containsExactly("node1", "node2");
    }

    /** The others would take what it states for a lock that holds no more, and two would change the cluster. */
    @Test
    void a_node_whose_clock_is_wrong_goes_on_with_nothing_and_the_next_one_does() {
        node("node4").crash(false);
        node("node1").ahead(TEN_MINUTES);
        assertThat(whoGoesOnAfter(26)).isEmpty();
        assertThat(whoGoesOnAfter(10)).containsExactly("node2");
    }

    @Test
    void a_node_whose_disk_is_full_goes_on_with_nothing_and_the_next_one_does_in_its_place() {
        node("node4").crash(false);
        fill("node1");
        assertThat(whoGoesOnAfter(26)).containsExactly("node2");
    }

    @Test
    void what_a_node_sees_to_whose_disk_is_full_goes_on_elsewhere_though_it_is_live() {
        fill("node4");
        assertThat(whoGoesOnAfter(24)).isEmpty();
        assertThat(whoGoesOnAfter(2)).containsExactly("node1");
    }

    /** Until its journal has no room left. */
    private void fill(String id) {
        PlayedNode node = node(id);
        node.machine.fillUp(0);
        for (int i = 0;
                i < 1_000 && node.machine.database().recorder().refusal().isEmpty();
                i++) {
            var unused =
                    node.machine.database().recorder().submit(List.of(new Append(claim(), null, null)), Duration.ZERO);
            node.pump();
        }
        assertThat(node.machine.database().recorder().refusal()).isPresent();
    }
}
