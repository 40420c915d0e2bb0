package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.AssertionId;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.simulation.WrittenClaims.Written;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.Refusal;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Machine;
import io.stemedb.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    private static final long FRESH = 3 * World.SECOND;

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
        private final int factor;
        private final AlikeNodes alike;
        private final SplittableRandom hurts;
        private final Operator operator;
        private final Set<String> lostDisks = new TreeSet<>();
        private String broken;

        History(long seed, Chronicle seen) {
            this.random = new SplittableRandom(seed);
            this.world = new World(random.split());
            this.network = new PlayedNetwork(world);
            this.seen = seen;
            int count = 3 + random.nextInt(3);
            this.factor = count == 3 ? 2 : 2 + random.nextInt(2);
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
            lostDisks.addAll(ids); // none may be lost before all know that there is a cluster
        }

        void play() {
            nodes.forEach(node -> world.later(random.nextLong(5 * World.SECOND), node::start));
            for (int i = 0; i < 4 + random.nextInt(10); i++) {
                world.later(random.nextLong(6 * World.SECOND, 45 * World.SECOND), this::fault);
            }
            for (int i = 0; i < 150; i++) {
                world.later(random.nextLong(3 * World.SECOND, 55 * World.SECOND), this::write);
                world.later(random.nextLong(3 * World.SECOND, 65 * World.SECOND), this::read);
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
                world.later(hurts.nextLong(6 * World.SECOND, 45 * World.SECOND), this::pause);
            }
            for (int i = 0; i < 4; i++) {
                world.later(hurts.nextLong(8 * World.SECOND, 50 * World.SECOND), this::loseDisk);
            }
        }

        private void pause() {
            PlayedNode one = nodes.get(hurts.nextInt(nodes.size()));
            did("pause", one.id);
            one.pause();
            world.later(hurts.nextLong(15 * World.SECOND), one::goOn);
        }

        /** Facts survive the loss of a minority of disks, and no more are lost before all is healed. */
        private void loseDisk() {
            PlayedNode one = nodes.get(hurts.nextInt(nodes.size()));
            if (one.up() && 2 * (lostDisks.size() + 1) < nodes.size()) {
                did("lost disk", one.id);
                claims.losingDisk(one);
                lostDisks.add(one.id);
                one.loseDisk();
                world.later(hurts.nextLong(10 * World.SECOND), one::start);
            }
        }

        private void go(long seconds) {
            for (long second = 0; second < seconds && broken == null; second++) {
                world.runFor(World.SECOND);
                if (!lostDisks.isEmpty() && alike.healed()) {
                    did("healed", lostDisks);
                    lostDisks.clear();
                }
            }
            assertThat(broken).as(story.toString()).isNull();
        }

        private PlayedNode any() {
            return nodes.get(random.nextInt(nodes.size()));
        }

        private void did(String what, Object details) {
            seen.count(what);
            story.did(world.now() / World.MILLI + " " + what, details);
        }

        private void write() {
            Written one = claims.next();
            Ack ack = List.of(Ack.QUORUM, Ack.QUORUM, Ack.QUORUM, Ack.LEADER, Ack.ALL)
                    .get(random.nextInt(5));
            submit(one, ack);
            if (random.nextInt(5) == 0) { // the client repeats it elsewhere
                world.later(random.nextLong(3 * World.SECOND), () -> submit(one, ack));
            }
        }

        private void submit(Written one, Ack ack) {
            PlayedNode node = any();
            if (!node.up()) {
                return;
            }
            one.handedIn++;
            node.whenAwake(() -> handIn(one, ack, node));
        }

        private void handIn(Written one, Ack ack, PlayedNode node) {
            int boot = node.boot();
            var unused = node.recording()
                    .submit(List.of(one.append), new Recording.Terms(ack, Duration.ZERO))
                    .thenAccept(outcomes -> {
                        if (node.boot() == boot) {
                            outcomes.get(0)
                                    .whyRefused()
                                    .ifPresentOrElse(
                                            why -> refused(one, why.refusal()), () -> acknowledged(one, ack, node));
                        }
                    });
            node.pump();
        }

        private void refused(Written one, Refusal why) {
            boolean unknown = why == Refusal.OUTCOME_UNKNOWN;
            one.refused += unknown ? 0 : 1;
            did(unknown ? "unknown" : "refused", one.id());
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

        private void acknowledged(Written one, Ack ack, PlayedNode node) {
            did("acknowledged", one.id() + " " + ack + " shard " + one.shard + " by " + node.id);
            int least = operator == null ? factor : Operator.LEAST_FACTOR;
            one.acknowledged(world.now(), ack.disks(least), Ack.QUORUM.disks(least));
        }

        private void read() {
            PlayedNode node = any();
            if (!node.awake()) {
                return;
            }
            Situation now = node.cluster().situation();
            int shard = random.nextInt(Machine.SHARDS);
            List<String> readers = now.readers(shard);
            if (readers.isEmpty()) {
                seen.count("unreadable");
                return;
            }
            SlotRange all = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false);
            Range range = new Range(all, Set.of(shard), null, new byte[0], 1 << 20);
            long asked = world.now();
            var unused = network.from(node.id)
                    .at(PlayedNetwork.addressOf(readers.get(0)), Duration.ofSeconds(2))
                    .read(range)
                    .thenAccept(page -> check(page, shard, asked, readers.get(0)));
        }

        private void check(Page page, int shard, long asked, String reader) {
            seen.count(page.complete() ? "complete" : "incomplete");
            if (!page.complete()) {
                return;
            }
            Set<AssertionId> shown =
                    page.records().stream().map(record -> record.decoded().id()).collect(Collectors.toSet());
            if (!nodes.stream().allMatch(PlayedNode::awake)) {
                seen.count("complete without one");
            }
            claims.owed().stream()
                    .filter(one -> one.shard == shard && one.atQuorum < asked - FRESH)
                    .filter(one -> !shown.contains(one.id()))
                    .findFirst()
                    .ifPresent(missed -> broken = "an answer of " + reader + " about shard " + shard
                            + " that calls itself complete misses " + missed.id() + ", acknowledged "
                            + (asked - missed.atQuorum) / World.MILLI + " ms before");
        }

        private void fault() {
            PlayedNode one = any();
            PlayedNode other = any();
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> {
                    did("crash", one.id);
                    one.crash(random.nextBoolean());
                    world.later(random.nextLong(10 * World.SECOND), one::start);
                }
                case 3 -> {
                    Set<String> side = nodes.stream()
                            .filter(node -> random.nextBoolean())
                            .map(node -> node.id)
                            .collect(Collectors.toCollection(TreeSet::new));
                    did("partition", side);
                    nodes.forEach(from -> nodes.stream()
                            .filter(to -> side.contains(from.id) != side.contains(to.id))
                            .forEach(to -> world.cut(from.id, to.id)));
                }
                case 4 -> {
                    did("one way", one.id + " to " + other.id);
                    world.cut(one.id, other.id);
                }
                case 8 -> {
                    did("clock", one.id);
                    one.ahead(random.nextInt(-900, 900) * 1_000_000L);
                    world.later(random.nextLong(20 * World.SECOND), () -> one.ahead(0));
                }
                case 5 -> {
                    did("bad weather", "");
                    world.weather(random.nextDouble() * 0.3, random.nextDouble() * 0.1, random.nextDouble() * 0.2);
                }
                case 6, 7 -> {
                    did("heal", "");
                    world.heal();
                }
                default -> {
                    did("restart of all", "");
                    nodes.forEach(node -> {
                        node.crash(random.nextBoolean());
                        world.later(random.nextLong(6 * World.SECOND), node::start);
                    });
                }
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
