package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.Page;
import io.stemedb.cluster.peer.Range;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Append;
import io.stemedb.refusal.Refusal;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Machine;
import io.stemedb.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Three to five nodes of real parts in one thread, under crashes, power cuts, partitions, one-way cuts, and messages
 * that are lost, late and doubled. What was acknowledged is there afterwards on every node that is to keep it, an
 * answer
 * that calls itself complete misses nothing, and all become alike.
 */
class ClusterSimulation {
    private static final int SEEDS = 40;
    private static final long FRESH = 3 * World.SECOND;

    @Test
    void what_was_acknowledged_outlives_every_fault_and_all_nodes_become_alike() {
        Chronicle seen = new Chronicle();
        Seeds.tryAll(SEEDS, seed -> new History(seed, seen).play());
        assertThat(seen.counts())
                .containsKeys("acknowledged", "complete", "incomplete", "refused", "unknown", "crash", "nowhere");
    }

    private static final class Written {
        final Append append;
        final int shard;
        long acknowledged = Long.MAX_VALUE;
        int handedIn;
        int refused;

        Written(Append append, int shard) {
            this.append = append;
            this.shard = shard;
        }

        AssertionId id() {
            return append.assertion().id();
        }
    }

    private static final class History {
        private final SplittableRandom random;
        private final World world;
        private final PlayedNetwork network;
        private final List<PlayedNode> nodes = new ArrayList<>();
        private final Map<AssertionId, Written> written = new HashMap<>();
        private final List<Written> all = new ArrayList<>();
        private final Chronicle seen;
        private final Chronicle story = new Chronicle();
        private final int factor;
        private int nextClaim;
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
            go(50);
            heal();
            go(40);
            requireAlike();
            all.forEach(this::requireNowhereIfRefused);
            Map<Integer, List<String>> lists = lists();
            nodes.forEach(node -> {
                node.crash(random.nextBoolean());
                world.later(random.nextLong(4 * World.SECOND), node::start);
            });
            go(20);
            requireAlike();
            assertThat(lists()).as("a full restart moves nothing\n %s", story).isEqualTo(lists);
        }

        private void go(long seconds) {
            for (long second = 0; second < seconds && broken == null; second++) {
                world.runFor(World.SECOND);
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
            int number = nextClaim++;
            byte[] value = Integer.toString(number).getBytes(UTF_8);
            Claim claim = Claim.ofSystem("a/" + number % 23, "p", CanonicalJson.ofCanonical(value), number);
            Assertion assertion = Completion.complete(claim, number, () -> null);
            Append append = new Append(assertion, null, null);
            Written one = new Written(append, PathHash.shardOf(assertion, Machine.SHARDS));
            all.add(one);
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
            int boot = node.boot();
            one.handedIn++;
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
            if (one.handedIn > 0 && one.refused == one.handedIn) {
                seen.count("nowhere");
                nodes.forEach(
                        node -> assertThat(node.machine.database().reader().find(one.id()))
                                .as("%s, refused, at %s\n %s", one.id(), node.id, story)
                                .isEmpty());
            }
        }

        private void acknowledged(Written one, Ack ack, PlayedNode node) {
            did("acknowledged", one.id() + " " + ack + " shard " + one.shard + " by " + node.id);
            one.acknowledged = Math.min(one.acknowledged, world.now());
            written.put(one.id(), one);
        }

        private void read() {
            PlayedNode node = any();
            if (!node.up()) {
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
            written.values().stream()
                    .filter(one -> one.shard == shard && one.acknowledged < asked - FRESH)
                    .filter(one -> !shown.contains(one.id()))
                    .findFirst()
                    .ifPresent(missed -> broken = "an answer of " + reader + " about shard " + shard
                            + " that calls itself complete misses " + missed.id() + ", acknowledged "
                            + (asked - missed.acknowledged) / World.MILLI + " ms before");
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
            nodes.forEach(PlayedNode::start);
        }

        private Map<Integer, List<String>> lists() {
            Map<Integer, List<String>> lists = new HashMap<>();
            for (int shard = 0; shard < Machine.SHARDS; shard++) {
                lists.put(shard, nodes.get(0).cluster().situation().holders(shard));
            }
            return lists;
        }

        private void requireAlike() {
            for (PlayedNode node : nodes) {
                assertThat(node.cluster().situation().members().members())
                        .as("%s knows who is in\n %s", node.id, story)
                        .hasSameSizeAs(nodes);
            }
            for (int shard = 0; shard < Machine.SHARDS; shard++) {
                for (PlayedNode node : nodes) {
                    assertThat(node.cluster().situation().holders(shard))
                            .as("%s knows who is to keep shard %d\n %s", node.id, shard, story)
                            .isEqualTo(lists().get(shard))
                            .hasSize(factor);
                }
                requireAlike(shard);
                requireDropped(shard);
            }
        }

        private void requireDropped(int shard) {
            for (PlayedNode node : nodes) {
                if (!lists().get(shard).contains(node.id)) {
                    assertThat(vector(node, shard).isEmpty())
                            .as("%s has dropped shard %d\n %s", node.id, shard, story)
                            .isTrue();
                }
            }
        }

        private void requireAlike(int shard) {
            List<PlayedNode> holders = nodes.stream()
                    .filter(node -> lists().get(shard).contains(node.id))
                    .toList();
            PlayedNode first = holders.get(0);
            for (PlayedNode holder : holders) {
                assertThat(holder.cluster().situation().canRead(shard))
                        .as("%s vouches for shard %d\n %s", holder.id, shard, story)
                        .isTrue();
                assertThat(vector(holder, shard))
                        .as("dots of shard %d at %s and %s\n %s", shard, holder.id, first.id, story)
                        .isEqualTo(vector(first, shard));
                var state =
                        holder.machine.database().store().shardStates().list().get(shard);
                var state0 =
                        first.machine.database().store().shardStates().list().get(shard);
                assertThat(state.roots()).as("roots of %d\n %s", shard, story).isEqualTo(state0.roots());
                assertThat(state.records()).as("count of %d\n %s", shard, story).isEqualTo(state0.records());
                for (Written one : written.values()) {
                    if (one.shard == shard) {
                        assertThat(holder.machine
                                        .database()
                                        .reader()
                                        .find(one.id())
                                        .map(Recorded::recordedAt))
                                .as("%s at %s\n %s", one.id(), holder.id, story)
                                .isPresent()
                                .isEqualTo(first.machine
                                        .database()
                                        .reader()
                                        .find(one.id())
                                        .map(Recorded::recordedAt));
                    }
                }
            }
        }

        private static ShardVector vector(PlayedNode node, int shard) {
            return node.machine.database().shown().horizon().dots().of(shard);
        }
    }
}
