package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * How far nodes are behind, as each of three shows it: next to nothing under load, ever more for one that is down, and
 * next to nothing again once that is back and has what it lacked.
 */
class LagSimulation {
    private static final int SEEDS = 3;
    private static final List<String> IDS = List.of("node1", "node2", "node3");

    @Test
    void a_node_that_is_down_falls_behind_and_catches_up_once_it_is_back() {
        Seeds.tryAll(SEEDS, seed -> new History(seed).play());
    }

    private static final class History {
        private final SplittableRandom random;
        private final World world;
        private final List<PlayedNode> nodes = new ArrayList<>();
        private int nextClaim;

        History(long seed) {
            random = new SplittableRandom(seed);
            world = new World(random.split());
            PlayedNetwork network = new PlayedNetwork(world);
            IDS.forEach(id -> nodes.add(new PlayedNode(world, network, id, IDS, 2, random.nextInt(900_000))));
        }

        void play() {
            nodes.forEach(PlayedNode::start);
            for (int i = 0; i < 600; i++) {
                world.later(random.nextLong(120 * World.SECOND), this::write);
            }
            world.runFor(20 * World.SECOND);
            for (int second = 0; second < 20; second++) {
                world.runFor(World.SECOND);
                nodes.forEach(node -> requireLess(node, 2));
            }
            PlayedNode gone = nodes.get(random.nextInt(nodes.size()));
            gone.crash(random.nextBoolean());
            requireGrowing(gone);
            gone.start();
            world.runFor(20 * World.SECOND);
            nodes.forEach(node -> requireLess(node, 2));
        }

        private void requireGrowing(PlayedNode gone) {
            world.runFor(5 * World.SECOND);
            for (int second = 5; second < 40; second++) {
                for (PlayedNode node : nodes) {
                    if (node != gone) {
                        Map<String, Double> lags = lags(node);
                        assertThat(lags.get(gone.id))
                                .as("%s behind %s", gone.id, node.id)
                                .isBetween(second - 2.0, second + 2.0);
                        lags.remove(gone.id);
                        assertThat(lags.values()).allMatch(lag -> lag < 2);
                    }
                }
                world.runFor(World.SECOND);
            }
        }

        private void requireLess(PlayedNode node, double seconds) {
            assertThat(lags(node).values())
                    .as("behind %s: %s", node.id, lags(node))
                    .allMatch(lag -> lag < seconds);
        }

        /** One for each other node, and none for itself. */
        private static Map<String, Double> lags(PlayedNode node) {
            Map<String, Double> lags = node.cluster().lags().seconds();
            List<String> others = new ArrayList<>(IDS);
            others.remove(node.id);
            assertThat(lags.keySet()).containsExactlyElementsOf(others);
            return lags;
        }

        private void write() {
            int number = nextClaim++;
            byte[] value = Integer.toString(number).getBytes(UTF_8);
            Claim claim = Claim.ofSystem("a/" + number % 23, "p", CanonicalJson.ofCanonical(value), number);
            Assertion assertion = Completion.complete(claim, number, () -> null);
            PlayedNode node = nodes.get(random.nextInt(nodes.size()));
            if (node.up()) {
                Ack ack = random.nextInt(4) == 0 ? Ack.LEADER : Ack.QUORUM;
                var unused = node.recording()
                        .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(ack, Duration.ZERO));
                node.pump();
            }
        }
    }
}
