package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.simulation.WrittenClaims.Written;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Three to five nodes of real parts in one thread, under crashes, power cuts, partitions, one-way cuts, and messages
 * that are lost, late and doubled; in every second history processes stand still, too, and disks are lost; in every
 * third an operator drains nodes, moves shards and changes the factor. What was
 * acknowledged on k disks is there afterwards on every node that is to keep it, unless k disks that had it were lost,
 * an answer that calls itself complete misses nothing of that, and all become alike.
 */
class ClusterSimulation {
    private static final int SEEDS = Seeds.many(40, 1_000);

    @Test
    void what_was_acknowledged_outlives_every_fault_and_all_nodes_become_alike() {
        Chronicle seen = new Chronicle();
        Seeds.tryAll(SEEDS, seed -> new History(seed, seen).play());
        assertThat(seen.counts())
                .containsKeys("acknowledged", "complete", "incomplete", "refused", "unknown", "crash", "nowhere")
                .containsKeys("pause", "lost disk", "healed", "complete without one")
                .containsKeys("drain", "undrain", "rebalance", "elect-leader", "unpin", "settings");
    }

    private static final class History {
        private final SplittableRandom random;
        private final World world;
        private final PlayedNetwork network;
        private final List<PlayedNode> nodes = new ArrayList<>();
        private final WrittenClaims claims;
        private final Chronicle seen;
        private final Chronicle story = new Chronicle();
        private final AlikeNodes alike;
        private final SplittableRandom hurts;
        private final Operator operator;
        private final LostDisks lostDisks;
        private final PlayedFaults faults;
        private final PlayedFaults pauses;
        private final PlayedClients clients;

        History(long seed, Chronicle seen) {
            this.random = new SplittableRandom(seed);
            this.world = new World(random.split());
            this.network = new PlayedNetwork(world);
            this.seen = seen;
            int count = 3 + random.nextInt(3);
            int factor = count == 3 ? 2 : 2 + random.nextInt(2);
            List<String> ids = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                ids.add("node" + i);
            }
            for (String id : ids) {
                nodes.add(new PlayedNode(world, network, id, ids, factor, random.nextInt(2_000_000) - 1_000_000));
            }
            this.operator = seed % 3 == 0 ? new Operator(world, nodes, ~seed * 31, this::did) : null;
            this.claims = new WrittenClaims(operator == null ? factor : Operator.LEAST_FACTOR);
            this.alike = new AlikeNodes(nodes, claims, story);
            this.hurts = seed % 2 == 0 ? new SplittableRandom(~seed) : null;
            this.lostDisks = new LostDisks(nodes);
            this.faults = new PlayedFaults(random, world, nodes, this::did);
            this.pauses = hurts == null ? null : new PlayedFaults(hurts, world, nodes, this::did);
            this.clients = new PlayedClients(random, world, network, nodes, claims, seen, this::did);
        }

        void play() {
            nodes.forEach(node -> world.later(random.nextLong(5 * World.SECOND), node::start));
            for (int i = 0; i < 4 + random.nextInt(10); i++) {
                world.later(random.nextLong(6 * World.SECOND, 45 * World.SECOND), faults::strike);
            }
            for (int i = 0; i < 150; i++) {
                world.later(random.nextLong(3 * World.SECOND, 55 * World.SECOND), clients::write);
                world.later(random.nextLong(3 * World.SECOND, 65 * World.SECOND), clients::read);
            }
            if (hurts != null) {
                hurt();
            }
            if (operator != null) {
                operator.work();
            }
            go(50);
            heal();
            go(10);
            if (operator != null) {
                operator.leave();
            }
            go(30);
            for (int second = 0; second < 10 && !alike.isTidy(); second++) {
                go(1); // a copy that came a moment ago, and is written or merged just now, is dropped with the next try
            }
            alike.requireAlike();
            claims.all().forEach(this::requireNowhereIfRefused);
            Map<Integer, List<String>> lists = alike.lists();
            nodes.forEach(node -> {
                node.crash(random.nextBoolean());
                world.later(random.nextLong(4 * World.SECOND), node::start);
            });
            go(20);
            alike.requireAlike();
            assertThat(alike.lists())
                    .as("a full restart moves nothing\n %s", story)
                    .isEqualTo(lists);
        }

        private void hurt() {
            for (int i = 0; i < 2 + hurts.nextInt(4); i++) {
                world.later(hurts.nextLong(6 * World.SECOND, 45 * World.SECOND), pauses::pause);
            }
            for (int i = 0; i < 4; i++) {
                world.later(hurts.nextLong(8 * World.SECOND, 50 * World.SECOND), this::loseDisk);
            }
        }

        private void loseDisk() {
            PlayedNode one = nodes.get(hurts.nextInt(nodes.size()));
            if (lostDisks.mayLose(one)) {
                did("lost disk", one.id);
                claims.losingDisk(one);
                lostDisks.lost(one.id);
                one.loseDisk();
                world.later(hurts.nextLong(10 * World.SECOND), one::start);
            }
        }

        private void go(long seconds) {
            for (long second = 0; second < seconds && clients.broken() == null; second++) {
                world.runFor(World.SECOND);
                if (!lostDisks.isEmpty() && alike.healed()) {
                    did("healed", lostDisks);
                    lostDisks.healed();
                }
            }
            assertThat(clients.broken()).as(story.toString()).isNull();
        }

        private void did(String what, Object details) {
            seen.count(what);
            story.did(world.now() / World.MILLI + " " + what, details);
        }

        /** Whoever is told that nothing was stored may give the claim up. */
        private void requireNowhereIfRefused(Written one) {
            if (one.isRefused()) {
                seen.count("nowhere");
                nodes.forEach(node -> assertThat(node.has(one.id()))
                        .as("%s, refused, at %s\n %s", one.id(), node.id, story)
                        .isFalse());
            }
        }

        private void heal() {
            story.did(world.now() / World.MILLI + " quiet", "");
            world.heal();
            nodes.forEach(PlayedNode::goOn);
            nodes.forEach(PlayedNode::start);
        }
    }
}
