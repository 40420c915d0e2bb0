package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.node.Departures;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Holding;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Append;
import io.stemedb.simulation.Machine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Stories of a node that drops a copy, each told for one rule. */
class DroppingRulesTest {
    private static final String PATH = "a/b";
    private static final int SHARD = PathHash.shardOf(PATH, Machine.SHARDS);

    private final World world = new World(new SplittableRandom(7));
    private final PlayedNetwork network = new PlayedNetwork(world);
    private final Map<String, PlayedNode> nodes = new TreeMap<>();
    private final PlayedNode one;
    private final PlayedNode other;
    private final PlayedNode standIn;
    private Asked asked = holder -> {};
    private boolean passesOverNames;
    private int nextClaim;

    /** Told of each question whether a copy may go, before the holder answers it. */
    private interface Asked {
        void by(PlayedNode holder);
    }

    DroppingRulesTest() {
        List<String> ids = List.of("node1", "node2", "node3");
        ids.forEach(id -> {
            PlayedNode node = new PlayedNode(world, network, id, ids, 2, 0);
            nodes.put(id, node);
            network.add(id, new Overheard(node));
        });
        nodes.values().forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
        List<String> holders = nodes.get("node1").cluster().situation().holders(SHARD);
        List<PlayedNode> holdersFirst = new ArrayList<>(nodes.values());
        holdersFirst.sort(Comparator.comparing(node -> !holders.contains(node.id)));
        assertThat(holders).hasSize(2);
        one = holdersFirst.get(0);
        other = holdersFirst.get(1);
        standIn = holdersFirst.get(2);
    }

    /** A node as the others reach it, which lets the test know that it is asked whether a copy may go. */
    private final class Overheard implements PlayedNetwork.End {
        private final PlayedNode node;

        Overheard(PlayedNode node) {
            this.node = node;
        }

        @Override
        public boolean up() {
            return node.up();
        }

        @Override
        public int boot() {
            return node.boot();
        }

        @Override
        public void pump() {
            node.pump();
        }

        @Override
        public Peer served() {
            Peer served = node.served();
            return (Peer) Proxy.newProxyInstance(
                    Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (proxy, method, args) -> {
                        if (method.getName().equals("vouches")) {
                            asked.by(node);
                            args[0] = asBefore((Holding) args[0]);
                        }
                        try {
                            return method.invoke(served, args);
                        } catch (InvocationTargetException refused) {
                            throw refused.getCause();
                        }
                    });
        }
    }

    private Holding asBefore(Holding copy) {
        return passesOverNames ? new Holding(copy.shard(), copy.records(), copy.systemDigest(), "") : copy;
    }

    private Assertion write(PlayedNode node, String path) {
        Claim claim = Claim.ofSystem(path, "p", CanonicalJson.ofCanonical("1".getBytes(UTF_8)), ++nextClaim);
        Assertion assertion = Completion.complete(claim, nextClaim, () -> null);
        var outcome = node.recording()
                .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(Ack.QUORUM, Duration.ZERO));
        node.pump();
        world.runFor(World.SECOND / 2);
        assertThat(outcome).isCompleted();
        outcome.join().get(0).orThrow();
        return assertion;
    }

    private static boolean has(PlayedNode node, Assertion claim) {
        return node.machine.database().reader().find(claim.id()).isPresent();
    }

    /** One of the holders is away for a moment, and the node that is none takes a claim in its place. */
    private Assertion takenByAStandIn() {
        other.crash(false);
        world.runFor(3 * World.SECOND);
        Assertion claim = write(one, PATH);
        assertThat(has(standIn, claim)).isTrue();
        other.start();
        return claim;
    }

    @Test
    void a_copy_stays_if_the_holders_lose_their_disks_behind_their_first_yes() {
        Assertion claim = takenByAStandIn();
        Set<PlayedNode> said = new HashSet<>();
        asked = holder -> {
            if (has(holder, claim) && said.add(holder) && said.size() == 2) {
                world.later(0, () -> said.forEach(PlayedNode::loseDisk)); // both answers are on their way
            }
        };
        world.runFor(8 * World.SECOND);
        assertThat(said).containsExactlyInAnyOrder(one, other);
        assertThat(has(standIn, claim)).isTrue();

        said.forEach(PlayedNode::start);
        world.runFor(10 * World.SECOND);
        assertThat(has(one, claim)).isTrue();
        assertThat(has(other, claim)).isTrue();
    }

    @Test
    void while_the_holders_are_asked_again_the_copy_counts_as_no_disk_not_even_for_what_it_has() {
        takenByAStandIn();
        List<StoredRecord> records = standIn.machine
                .database()
                .store()
                .copies()
                .without(SHARD, ShardVector.NONE, new byte[0], 1 << 20)
                .records();
        List<CompletableFuture<List<CopyResult>>> first = new ArrayList<>();
        List<CompletableFuture<List<CopyResult>>> again = new ArrayList<>();
        AtomicLong last = new AtomicLong();
        asked = holder -> {
            if (holder == one) {
                boolean atOnce = world.now() - last.getAndSet(world.now()) < World.SECOND; // it pauses after a no
                (atOnce ? again : first).add(standIn.served().store(records));
                standIn.pump();
            }
        };
        world.runFor(10 * World.SECOND);
        assertThat(first.get(0).join()).containsOnly(CopyResult.KNOWN);
        assertThat(again)
                .isNotEmpty()
                .allSatisfy(results -> assertThat(results.join()).containsOnly(CopyResult.REFUSED));
    }

    @Test
    void who_is_at_the_address_of_a_holder_that_is_away_does_not_vouch_in_its_name() {
        Assertion claim = takenByAStandIn();
        other.crash(false);
        passesOverNames = true; // an earlier build answers for whoever is asked
        List<PlayedNode> answered = new ArrayList<>();
        asked = answered::add;
        network.alsoAt(one.id, other.id);
        world.runFor(4 * World.SECOND);
        assertThat(answered).isNotEmpty().containsOnly(one);
        assertThat(has(standIn, claim)).isTrue();
    }

    private void keptBy(int copies) {
        var stated = Departures.step(one.cluster(), new Change.Factor(copies, 2));
        one.pump();
        world.runFor(World.SECOND / 2);
        assertThat(stated).isCompleted();
    }

    private long owedBytes() {
        return nodes.values().stream()
                .mapToLong(node -> node.machine.database().store().owedBytes())
                .sum();
    }

    @Test
    void the_room_of_what_was_dropped_is_given_back_when_no_more_is_to_be_dropped() {
        keptBy(3);
        world.runFor(5 * World.SECOND);
        List<Assertion> claims = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            claims.add(write(one, "a/" + i));
        }
        keptBy(2);
        long most = 0;
        for (int look = 0; look < 100; look++) {
            world.runFor(World.SECOND / 5);
            most = Math.max(most, owedBytes());
        }
        assertThat(most).isPositive();
        assertThat(owedBytes()).isZero();
        assertThat(claims)
                .allMatch(claim ->
                        nodes.values().stream().filter(node -> has(node, claim)).count() == 2);
    }

    @Test
    void a_copy_that_went_and_is_wanted_again_is_full_only_once_it_has_all_again() {
        Map<Integer, List<Assertion>> claims = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            String path = "a/" + i;
            claims.computeIfAbsent(PathHash.shardOf(path, Machine.SHARDS), key -> new ArrayList<>())
                    .add(write(one, path));
        }
        PlayedNode node3 = nodes.get("node3");
        Departures.step(node3.cluster(), "node3", false); // it drains
        node3.pump();
        world.runFor(20 * World.SECOND);
        claims.values().forEach(some -> assertThat(some).noneMatch(claim -> has(node3, claim)));

        var stays = Departures.stay(node3.cluster(), "node3");
        node3.pump();
        world.runFor(World.SECOND / 10);
        assertThat(stays).isCompleted();
        world.weather(0, 0, 1); // everything is late
        Set<Integer> full = new HashSet<>();
        for (int look = 0; look < 1_000; look++) {
            world.runFor(20 * World.MILLI);
            claims.forEach((shard, some) -> {
                if (node3.cluster().situation().canRead(shard)) {
                    full.add(shard);
                    assertThat(some).as("shard %d", shard).allMatch(claim -> has(node3, claim));
                }
            });
        }
        assertThat(full).isNotEmpty();
    }
}
