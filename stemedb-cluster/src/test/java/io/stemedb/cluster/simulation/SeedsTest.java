package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.node.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes, of which each has two seeds more in its configuration that nobody ever answers for. */
class SeedsTest {
    private static final List<String> ALL = List.of("node1", "node2", "node3", "nod1", "nod2");

    private final World world = new World(new SplittableRandom(7));
    private final PlayedNetwork network = new PlayedNetwork(world);
    private final List<PlayedNode> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        for (String id : ALL.subList(0, 3)) {
            nodes.add(new PlayedNode(world, network, id, ALL, 2, 0));
        }
        nodes.forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
    }

    private boolean hasMajority(PlayedNode node) {
        return node.cluster().situation().hasMajority();
    }

    private void forget(PlayedNode node) {
        ALL.subList(3, 5).forEach(seed -> Seeds.forget(node.cluster(), PlayedNetwork.addressOf(seed)));
        world.runFor(World.SECOND);
    }

    @Test
    void a_seed_that_never_answered_counts_until_it_is_forgotten_and_after_a_start_too() {
        assertThat(nodes).allMatch(this::hasMajority);
        nodes.get(2).crash(false);
        world.runFor(5 * World.SECOND);
        assertThat(hasMajority(nodes.get(0))).as("two of five").isFalse();

        forget(nodes.get(0));
        assertThat(hasMajority(nodes.get(0))).as("two of three").isTrue();

        nodes.get(0).crash(true);
        world.runFor(World.SECOND);
        nodes.get(0).start();
        world.runFor(5 * World.SECOND);
        assertThat(hasMajority(nodes.get(0))).as("after a power cut").isTrue();
        assertThat(hasMajority(nodes.get(1))).as("who was not told").isFalse();
    }

    @Test
    void a_seed_that_was_forgotten_and_answers_after_all_counts_again() {
        forget(nodes.get(0));
        assertThat(nodes.get(0).cluster().situation().members().counted()).hasSize(3);

        PlayedNode late = new PlayedNode(world, network, "nod1", ALL, 2, 0);
        late.start();
        world.runFor(12 * World.SECOND);
        assertThat(nodes.get(0).cluster().situation().members().counted()).contains("nod1");
    }
}
