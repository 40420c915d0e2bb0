package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.node.Departures;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.simulation.Machine;
import io.stemedb.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A member of four is taken out, dead or alive, while claims come in. The others have all of its shards before it is
 * out; nothing is lost; and when it comes back it stays out, and what only it had is pulled.
 */
class RemovalSimulation {
    private static final int SEEDS = Seeds.many(20, 200);

    @Test
    void a_removed_node_takes_nothing_along() {
        Seeds.tryAll(SEEDS, seed -> new History(seed).play());
    }

    private static final class History {
        private final SplittableRandom random;
        private final World world;
        private final List<PlayedNode> nodes = new ArrayList<>();
        private final Map<AssertionId, Integer> acknowledged = new HashMap<>();
        private final int factor;
        private int nextClaim;

        History(long seed) {
            random = new SplittableRandom(seed);
            world = new World(random.split());
            PlayedNetwork network = new PlayedNetwork(world);
            factor = 2 + random.nextInt(2);
            List<String> ids = List.of("node1", "node2", "node3", "node4");
            ids.forEach(id -> nodes.add(new PlayedNode(world, network, id, ids, factor, random.nextInt(900_000))));
        }

        void play() {
            nodes.forEach(PlayedNode::start);
            world.runFor(15 * World.SECOND);
            for (int i = 0; i < 120; i++) {
                world.later(random.nextLong(60 * World.SECOND), this::write);
            }
            world.runFor(20 * World.SECOND);
            PlayedNode gone = nodes.get(random.nextInt(nodes.size()));
            boolean dead = random.nextBoolean();
            if (dead) {
                gone.crash(random.nextBoolean());
            }
            PlayedNode asked =
                    nodes.stream().filter(node -> node != gone).findFirst().orElseThrow();
            world.runFor(3 * World.SECOND);
            boolean forced = dead && random.nextBoolean();
            for (int look = 0; look < 120 && !isOut(asked, gone); look++) {
                Departures.step(asked.cluster(), gone.id, forced);
                asked.pump();
                world.runFor(World.SECOND / 2);
            }
            assertThat(isOut(asked, gone)).as("%s is out", gone.id).isTrue();
            world.runFor(40 * World.SECOND);
            gone.start();
            world.runFor(20 * World.SECOND);
            nodes.forEach(node ->
                    assertThat(isOut(node, gone)).as("%s knows", node.id).isTrue());
            for (int shard = 0; shard < Machine.SHARDS; shard++) {
                requireHeld(shard, asked.cluster().situation().holders(shard), gone);
            }
            world.runFor(60 * World.SECOND);
            assertThat(gone.machine.database().store().statistics().assertions())
                    .as("%s has dropped all", gone.id)
                    .isZero();
        }

        private static boolean isOut(PlayedNode asked, PlayedNode gone) {
            return asked.cluster().situation().members().isOut(gone.id);
        }

        private void requireHeld(int shard, List<String> holders, PlayedNode gone) {
            assertThat(holders).hasSize(factor).doesNotContain(gone.id);
            for (PlayedNode node : nodes) {
                if (holders.contains(node.id)) {
                    assertThat(node.cluster().situation().canRead(shard))
                            .as("%s is filled", node.id)
                            .isTrue();
                    acknowledged.forEach((id, of) -> {
                        if (of == shard) {
                            assertThat(node.machine.database().reader().find(id))
                                    .as("%s of shard %d at %s", id, shard, node.id)
                                    .isPresent();
                        }
                    });
                }
            }
        }

        private void write() {
            int number = nextClaim++;
            byte[] value = Integer.toString(number).getBytes(UTF_8);
            Claim claim = Claim.ofSystem("a/" + number % 23, "p", CanonicalJson.ofCanonical(value), number);
            Assertion assertion = Completion.complete(claim, number, () -> null);
            PlayedNode node = nodes.get(random.nextInt(nodes.size()));
            if (!node.up()) {
                return;
            }
            Ack ack = random.nextInt(4) == 0 ? Ack.LEADER : Ack.QUORUM;
            var unused = node.recording()
                    .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(ack, Duration.ZERO))
                    .thenAccept(outcomes -> {
                        if (outcomes.get(0).whyRefused().isEmpty()) {
                            acknowledged.put(assertion.id(), PathHash.shardOf(assertion, Machine.SHARDS));
                        }
                    });
            node.pump();
        }
    }
}
