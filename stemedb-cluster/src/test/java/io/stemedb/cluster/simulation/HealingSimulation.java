package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.files.Pace;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.Database;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Machine;
import io.stemedb.simulation.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * One node after the other loses a byte of a run, or its whole disk, while claims come in; some are cut off before, and
 * take claims still. What the journal cannot heal is had from the others: nothing that was acknowledged is missing,
 * nobody vouches for what it lacks, and all become alike.
 */
class HealingSimulation {
    private static final int SEEDS = 8;

    @Test
    void what_one_node_loses_the_others_have() {
        Chronicle seen = new Chronicle();
        Seeds.tryAll(SEEDS, seed -> new History(seed, seen).play());
        assertThat(seen.counts())
                .containsKeys("flipped while it ran", "flipped while it was down", "disk", "cut off", "lost");
    }

    private static final class History {
        private final SplittableRandom random;
        private final World world;
        private final Chronicle seen;
        private final Chronicle story = new Chronicle();
        private final List<PlayedNode> nodes = new ArrayList<>();
        private final Map<AssertionId, Integer> acknowledged = new HashMap<>();
        private int nextClaim;

        History(long seed, Chronicle seen) {
            this.seen = seen;
            random = new SplittableRandom(seed);
            world = new World(random.split());
            PlayedNetwork network = new PlayedNetwork(world);
            int factor = 2 + random.nextInt(2);
            List<String> ids = List.of("node1", "node2", "node3");
            ids.forEach(id -> nodes.add(new PlayedNode(world, network, id, ids, factor, random.nextInt(900_000))));
        }

        void play() throws IOException {
            nodes.forEach(PlayedNode::start);
            world.runFor(15 * World.SECOND);
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 60; i++) {
                    world.later(random.nextLong(15 * World.SECOND), this::write);
                }
                world.runFor(10 * World.SECOND);
                PlayedNode victim = nodes.get(random.nextInt(nodes.size()));
                hurt(victim);
                world.runFor(50 * World.SECOND);
                for (PlayedNode node : nodes) {
                    requireSound(node);
                }
            }
        }

        private void did(String what, Object details) {
            seen.count(what);
            story.did(world.now() / World.MILLI + " " + what, details);
        }

        private void hurt(PlayedNode victim) throws IOException {
            switch (random.nextInt(7)) {
                case 0 -> loseDisk(victim);
                case 5, 6 -> {
                    writeCutOff(victim);
                    loseDisk(victim);
                }
                case 1, 2 -> {
                    victim.crash(random.nextBoolean());
                    flip(victim, "flipped while it was down");
                    world.runFor(random.nextLong(4 * World.SECOND));
                    victim.start();
                    scrub(victim);
                }
                default -> {
                    flip(victim, "flipped while it ran");
                    scrub(victim);
                }
            }
        }

        private void loseDisk(PlayedNode victim) {
            did("disk", victim.id);
            victim.loseDisk();
            world.heal();
            world.runFor(random.nextLong(4 * World.SECOND));
            victim.start();
        }

        /** It does not know yet that nobody hears it, and may acknowledge nothing that only it has. */
        private void writeCutOff(PlayedNode victim) {
            did("cut off", victim.id);
            boolean hears = random.nextBoolean();
            for (PlayedNode other : nodes) {
                world.cut(victim.id, other.id);
                if (!hears) {
                    world.cut(other.id, victim.id);
                }
            }
            for (int i = 0; i < 8; i++) {
                Assertion claim = claim();
                write(victim, claim);
                world.runFor(random.nextLong(100 * World.MILLI));
                write(victim, claim); // nobody has answered, so the client repeats it
                world.runFor(random.nextLong(100 * World.MILLI));
            }
        }

        private void flip(PlayedNode victim, String how) throws IOException {
            Path db = Machine.DATA.resolve("db");
            List<String> runs = victim.machine.disk().list(db).stream()
                    .filter(name -> name.endsWith(".mv") || name.endsWith(".side"))
                    .sorted()
                    .toList();
            if (!runs.isEmpty()) {
                Path file = db.resolve(runs.get(random.nextInt(runs.size())));
                long at = random.nextLong(victim.machine.disk().size(file));
                did(how, victim.id + " " + file + " at " + at);
                victim.machine.disk().damage(file, at);
            }
        }

        private void scrub(PlayedNode victim) throws Pace.StoppedException {
            victim.machine.database().store().scrub().run(Pace.UNLIMITED);
            for (int step = 0; step < 4; step++) {
                victim.pump();
                if (!victim.machine.database().store().losses().awaited().isEmpty()) {
                    seen.count("lost");
                    requireNotVouched(victim);
                    return;
                }
            }
        }

        private void requireNotVouched(PlayedNode victim) {
            world.runFor(2 * World.SECOND);
            for (int shard : victim.machine.database().store().losses().awaited()) {
                if (shard != PathHash.SYSTEM_SHARD) {
                    assertThat(victim.cluster().situation().canRead(shard))
                            .as("%s vouches for shard %d, which it awaits\n %s", victim.id, shard, story)
                            .isFalse();
                }
            }
        }

        private void requireSound(PlayedNode node) {
            Database database = node.machine.database();
            assertThat(database.store().damages()).as("%s\n %s", node.id, story).isEmpty();
            assertThat(database.store().losses().awaited())
                    .as("%s; what it is not listed for it does not pull\n %s", node.id, story)
                    .allSatisfy(shard -> assertThat(shard).isNotEqualTo(PathHash.SYSTEM_SHARD))
                    .noneMatch(shard -> node.cluster().situation().isHolder(shard));
            for (int shard = 0; shard < Machine.SHARDS; shard++) {
                List<String> holders = node.cluster().situation().holders(shard);
                if (holders.contains(node.id)) {
                    requireSound(node, shard);
                }
            }
        }

        private void requireSound(PlayedNode node, int shard) {
            PlayedNode first = nodes.stream()
                    .filter(one -> one.cluster().situation().isHolder(shard))
                    .findFirst()
                    .orElseThrow();
            assertThat(node.cluster().situation().canRead(shard))
                    .as("%s vouches for shard %d\n %s", node.id, shard, story)
                    .isTrue();
            assertThat(vector(node, shard))
                    .as("shard %d of %s and %s\n %s", shard, node.id, first.id, story)
                    .isEqualTo(vector(first, shard));
            assertThat(root(node, shard))
                    .as("root of shard %d of %s and %s\n %s", shard, node.id, first.id, story)
                    .isEqualTo(root(first, shard));
            acknowledged.forEach((id, of) -> {
                if (of == shard) {
                    assertThat(node.machine.database().reader().find(id))
                            .as("%s of shard %d at %s\n %s", id, shard, node.id, story)
                            .isPresent();
                }
            });
        }

        private static Object vector(PlayedNode node, int shard) {
            return node.machine.database().shown().horizon().dots().of(shard);
        }

        private static Object root(PlayedNode node, int shard) {
            return node.machine
                    .database()
                    .store()
                    .shardStates()
                    .list()
                    .get(shard)
                    .roots();
        }

        private void write() {
            write(nodes.get(random.nextInt(nodes.size())), claim());
        }

        private Assertion claim() {
            int number = nextClaim++;
            byte[] value = Integer.toString(number).getBytes(UTF_8);
            Claim claim = Claim.ofSystem("a/" + number % 23, "p", CanonicalJson.ofCanonical(value), number);
            return Completion.complete(claim, number, () -> null);
        }

        private void write(PlayedNode node, Assertion assertion) {
            if (!node.up()) {
                return;
            }
            var unused = node.recording()
                    .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(Ack.QUORUM, Duration.ZERO))
                    .thenAccept(outcomes -> {
                        if (outcomes.get(0).whyRefused().isEmpty()) {
                            seen.count("acknowledged");
                            acknowledged.put(assertion.id(), PathHash.shardOf(assertion, Machine.SHARDS));
                        }
                    });
            node.pump();
        }
    }
}
