package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.simulation.Machine;
import io.stemedb.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A node with claims that founded a cluster of its own is started again with seeds, before, beside or after two empty
 * ones that found theirs. They become one, and what was there is with those who are to keep it.
 */
class UnionSimulation {
    private static final int SEEDS = Seeds.many(40, 300);

    @Test
    void a_node_with_claims_and_empty_ones_become_one_whatever_comes_first() {
        Seeds.tryAll(SEEDS, seed -> new History(seed).play());
    }

    private static final class History {
        private final SplittableRandom random;
        private final World world;
        private final PlayedNetwork network;
        private final List<Assertion> acknowledged = new ArrayList<>();

        History(long seed) {
            random = new SplittableRandom(seed);
            world = new World(random.split());
            network = new PlayedNetwork(world);
        }

        void play() {
            List<String> ids = new ArrayList<>(List.of("node1", "node2", "node3"));
            String full = ids.get(random.nextInt(3));
            // Alone it keeps one copy unless an operator wants more. Who joins it does not change that, and who has
            // founded a cluster meanwhile does if that keeps more.
            int alone = random.nextInt(1, 3);
            PlayedNode single = new PlayedNode(world, network, full, List.of(), alone, 0);
            single.start();
            world.runFor(10 * World.SECOND);
            assertThat(single.cluster().situation().isFounded()).isTrue();
            for (int i = 0; i < 60; i++) {
                write(single, i);
                world.runFor(50 * World.MILLI);
            }
            single.crash(random.nextBoolean());
            single.seeds(ids);
            List<PlayedNode> nodes = new ArrayList<>(List.of(single));
            ids.remove(full);
            List<String> all = List.of("node1", "node2", "node3");
            ids.forEach(id -> nodes.add(new PlayedNode(world, network, id, all, 2, random.nextInt(900_000))));
            nodes.forEach(node -> world.later(random.nextLong(20 * World.SECOND), node::start));
            world.runFor(60 * World.SECOND);
            requireOne(nodes, alone);
        }

        private void requireOne(List<PlayedNode> nodes, int leastFactor) {
            int factor = nodes.get(0).cluster().situation().factor();
            assertThat(factor).isBetween(leastFactor, 2);
            assertThat(acknowledged).hasSize(60);
            TreeSet<String> clusters = nodes.stream()
                    .map(node -> node.cluster()
                            .situation()
                            .facts()
                            .genesis()
                            .orElseThrow()
                            .id())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(clusters).hasSize(1);
            for (PlayedNode node : nodes) {
                Situation now = node.cluster().situation();
                assertThat(now.members().members()).hasSize(3);
                for (int shard = 0; shard < Machine.SHARDS; shard++) {
                    assertThat(now.holders(shard)).hasSize(factor);
                    assertThat(now.isHolder(shard)).isEqualTo(now.canRead(shard));
                }
            }
            for (Assertion claim : acknowledged) {
                int shard = PathHash.shardOf(claim, Machine.SHARDS);
                List<String> having = nodes.stream()
                        .filter(node -> node.machine
                                .database()
                                .reader()
                                .find(claim.id())
                                .isPresent())
                        .map(node -> node.id)
                        .toList();
                assertThat(having)
                        .containsExactlyInAnyOrderElementsOf(
                                nodes.get(0).cluster().situation().holders(shard));
            }
        }

        private void write(PlayedNode node, int number) {
            byte[] value = Integer.toString(number).getBytes(UTF_8);
            Claim claim = Claim.ofSystem("a/" + number % 23, "p", CanonicalJson.ofCanonical(value), number);
            Assertion assertion = Completion.complete(claim, number, () -> null);
            var unused = node.recording()
                    .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(Ack.LEADER, Duration.ZERO))
                    .thenAccept(outcomes -> {
                        if (outcomes.get(0).whyRefused().isEmpty()) {
                            acknowledged.add(assertion);
                        }
                    });
            node.pump();
        }
    }
}
