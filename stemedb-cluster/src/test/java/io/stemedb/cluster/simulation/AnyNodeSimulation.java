package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Subtree;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.scatter.ReadScope;
import io.stemedb.feed.Change;
import io.stemedb.feed.Changes;
import io.stemedb.feed.Follower;
import io.stemedb.feed.Wanted;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.Token;
import io.stemedb.query.Coverage;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Append;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.simulation.Chronicle;
import io.stemedb.simulation.Machine;
import io.stemedb.simulation.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Reads of everything and followers at any of four nodes, while claims come in, nodes crash and the network is bad. An
 * answer that calls itself complete misses nothing, one that was given a token has what that stands for, and whoever
 * follows is told everything, wherever he goes on.
 */
class AnyNodeSimulation {
    private static final int SEEDS = 5;
    private static final int STEPS = 260;
    private static final long FRESH = 3 * World.SECOND;
    private static final Wanted EVERYTHING = new Wanted(Subtree.ALL, null);

    @Test
    void every_node_answers_for_all() {
        Chronicle seen = new Chronicle();
        Seeds.tryAll(SEEDS, seed -> new History(seed, seen).play());
        assertThat(seen.counts())
                .containsKeys("complete", "incomplete", "required", "refused", "token", "followed", "moved", "counted");
    }

    private record Written(int shard, Token token, long acknowledged) {}

    /** A client who follows, and goes to another node when he likes. */
    private static final class Client {
        private final Set<AssertionId> told = new HashSet<>();
        private String position = Changes.START;
        private Follower follower;
        private PlayedNode node;
        private int boot;
    }

    private static final class History {
        private final SplittableRandom random;
        private final World world;
        private final List<PlayedNode> nodes = new ArrayList<>();
        private final List<Client> clients = new ArrayList<>();
        private final Map<AssertionId, Written> written = new HashMap<>();
        private final Chronicle seen;
        private int nextClaim;

        History(long seed, Chronicle seen) {
            this.random = new SplittableRandom(seed);
            this.world = new World(random.split());
            this.seen = seen;
            PlayedNetwork network = new PlayedNetwork(world);
            List<String> ids = List.of("node1", "node2", "node3", "node4");
            ids.forEach(id -> nodes.add(new PlayedNode(world, network, id, ids, 2, random.nextInt(900_000))));
            clients.addAll(List.of(new Client(), new Client()));
        }

        void play() {
            nodes.forEach(PlayedNode::start);
            world.runFor(12 * World.SECOND);
            for (int step = 0; step < STEPS; step++) {
                world.runFor(random.nextLong(150 * World.MILLI));
                act();
            }
            world.heal();
            nodes.forEach(PlayedNode::start);
            world.runFor(30 * World.SECOND);
            nodes.forEach(this::requireAll);
            clients.forEach(this::requireTold);
            nodes.forEach(this::requireToldOnce);
        }

        private void act() {
            switch (random.nextInt(40)) {
                case 0 -> {
                    PlayedNode one = any();
                    one.crash(random.nextBoolean());
                    world.later(random.nextLong(6 * World.SECOND), one::start);
                }
                case 1 -> world.cut(any().id, any().id);
                case 2 ->
                    world.weather(random.nextDouble() * 0.2, random.nextDouble() * 0.1, random.nextDouble() * 0.1);
                case 3, 4 -> world.heal();
                case 5, 6, 7, 8 -> read(any(), null, false);
                case 9, 10 -> read(any(), null, true);
                case 11, 12, 13 ->
                    written.values().stream()
                            .skip(written.isEmpty() ? 0 : random.nextInt(written.size()))
                            .findFirst()
                            .ifPresent(one -> read(any(), one, false));
                case 14, 15, 16, 17, 18, 19 -> follow(clients.get(random.nextInt(clients.size())));
                default -> write(any());
            }
        }

        private PlayedNode any() {
            return nodes.get(random.nextInt(nodes.size()));
        }

        private void write(PlayedNode node) {
            if (!node.up()) {
                return;
            }
            int number = nextClaim++;
            byte[] value = Integer.toString(number).getBytes(UTF_8);
            Claim claim = Claim.ofSystem("a/" + number % 23, "p", CanonicalJson.ofCanonical(value), number);
            Assertion assertion = Completion.complete(claim, number, () -> null);
            int shard = PathHash.shardOf(assertion, Machine.SHARDS);
            var unused = node.recording()
                    .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(Ack.QUORUM, Duration.ZERO))
                    .thenAccept(outcomes -> {
                        if (outcomes.get(0).whyRefused().isEmpty()) {
                            Recorded recorded = outcomes.get(0).orThrow();
                            written.put(
                                    assertion.id(), new Written(shard, Token.of(shard, recorded.dot()), world.now()));
                        }
                    });
            node.pump();
        }

        /** Everything that a node shows, or null if it refuses. */
        private Set<AssertionId> read(PlayedNode node, Written token, boolean required) {
            if (!node.up()) {
                return null;
            }
            long asked = world.now();
            Map<AssertionId, Written> before = Map.copyOf(written);
            ReadScope scope = new ReadScope(
                    token == null ? null : token.token().toString(),
                    required ? Requirement.COMPLETE : Requirement.NONE);
            Set<AssertionId> shown;
            try {
                shown = scope.during(() -> walk(node));
            } catch (StemeException refused) {
                assertThat(refused.refusal())
                        .isIn(Refusal.REPLICAS_UNREACHABLE, Refusal.SHARD_UNAVAILABLE, Refusal.TOKEN_TIMEOUT);
                seen.count("refused");
                return null;
            } catch (UnreachableException gone) {
                return null; // the reader's own process has ended
            }
            check(shown, scope.coverage(), before, asked, token, required);
            return shown;
        }

        private static Set<AssertionId> walk(PlayedNode node) {
            Set<AssertionId> shown = new HashSet<>();
            SlotRange all = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false);
            try (SlotCursor slots = node.reader().slots(all)) {
                while (slots.next()) {
                    slots.claims()
                            .forEach(claim -> assertThat(
                                            shown.add(claim.assertion().id()))
                                    .as("shown once")
                                    .isTrue());
                }
            }
            return shown;
        }

        private void check(
                Set<AssertionId> shown,
                Coverage coverage,
                Map<AssertionId, Written> before,
                long asked,
                Written token,
                boolean required) {
            seen.count(coverage.complete() ? required ? "required" : "complete" : "incomplete");
            if (token != null) {
                seen.count("token");
                before.forEach((id, one) -> {
                    if (one.equals(token)) {
                        assertThat(shown).as("what the token stands for").contains(id);
                    }
                });
            }
            if (coverage.complete()) {
                assertThat(coverage.unreachable()).isEmpty();
                before.forEach((id, one) -> {
                    if (required || one.acknowledged() < asked - FRESH) {
                        assertThat(shown)
                                .as("a complete answer misses %s of shard %d", id, one.shard())
                                .contains(id);
                    }
                });
            }
        }

        private void follow(Client client) {
            boolean leaves = random.nextInt(6) == 0;
            if (client.follower == null || client.node.boot() != client.boot || leaves) {
                client.follower = null;
                PlayedNode node = any();
                if (!node.up() || !begin(client, node)) {
                    return;
                }
                seen.count("moved");
            }
            try {
                Follower.Step step = client.follower.step();
                seen.count("followed");
                take(client, step.changes(), random.nextInt(5) == 0);
            } catch (StemeException | UnreachableException refused) {
                client.follower = null;
            }
        }

        private boolean begin(Client client, PlayedNode node) {
            try {
                client.follower = node.cluster().feed().follow("/after", client.position, EVERYTHING, () -> false);
                client.node = node;
                client.boot = node.boot();
                return true;
            } catch (StemeException | UnreachableException refused) {
                return false;
            }
        }

        /** What came is his; or he breaks off in its midst, and knows the position that he has got to. */
        private void take(Client client, List<Change> changes, boolean breaksOff) {
            int count = breaksOff ? random.nextInt(changes.size() + 1) : changes.size();
            for (Change change : changes.subList(0, count)) {
                client.told.add(change.recorded().assertion().id());
                client.position = change.position();
            }
            if (breaksOff) {
                client.follower = null;
            } else {
                client.position = client.follower.position();
            }
        }

        private void requireAll(PlayedNode node) {
            Set<AssertionId> shown = read(node, null, true);
            assertThat(shown)
                    .as("what %s shows in the end", node.id)
                    .isNotNull()
                    .containsAll(written.keySet());
            assertThat(node.sources().counts(List.of(Claim.SYSTEM_SOURCE)))
                    .as("what %s counts", node.id)
                    .containsEntry(Claim.SYSTEM_SOURCE, (long) shown.size());
            seen.count("counted");
        }

        private void requireTold(Client client) {
            client.follower = null;
            assertThat(begin(client, any())).isTrue();
            drain(client.follower)
                    .forEach(change ->
                            client.told.add(change.recorded().assertion().id()));
            assertThat(client.told).as("a client was told of everything").containsAll(written.keySet());
        }

        private List<Change> drain(Follower follower) {
            List<Change> all = new ArrayList<>();
            int quiet = 0;
            while (quiet < 3) {
                Follower.Step step = follower.step();
                all.addAll(step.changes());
                quiet = step.more() || !step.changes().isEmpty() ? 0 : quiet + 1;
                world.runFor(120 * World.MILLI);
            }
            return all;
        }

        private void requireToldOnce(PlayedNode node) {
            Client client = new Client();
            assertThat(begin(client, node)).isTrue();
            List<Change> all = drain(client.follower);
            assertThat(all.stream().map(change -> change.recorded().assertion().id()))
                    .as("from the start, at %s", node.id)
                    .doesNotHaveDuplicates()
                    .containsAll(written.keySet());
            Map<String, Long> latest = new HashMap<>();
            for (Change change : all) {
                Long before = latest.put(
                        change.recorded().assertion().conceptPath(),
                        change.recorded().recordedAt());
                assertThat(before == null || before <= change.recorded().recordedAt())
                        .as("in the order of recording within a slot")
                        .isTrue();
            }
        }
    }
}
