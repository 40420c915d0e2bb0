package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.scatter.ReadScope;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.Token;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.simulation.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a node answers that lacks something, with other nodes beside it, in quiet weather. */
class ReadsBetweenNodesTest {
    private static final String PATH = "a/b";
    private static final int SHARD = PathHash.shardOf(PATH, Machine.SHARDS);

    private final World world = new World(new SplittableRandom(5));
    private final PlayedNetwork network = new PlayedNetwork(world);
    private final List<PlayedNode> nodes = new ArrayList<>();

    private void start(String... ids) {
        for (String id : ids) {
            nodes.add(new PlayedNode(world, network, id, List.of(ids), 2, 0));
        }
        nodes.forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
    }

    private Recorded write(PlayedNode node, Ack ack) {
        return write(node, "p", ack);
    }

    private Recorded write(PlayedNode node, String predicate, Ack ack) {
        Claim claim = Claim.ofSystem(PATH, predicate, CanonicalJson.ofCanonical("1".getBytes(UTF_8)), 1);
        Assertion assertion = Completion.complete(claim, 1, () -> null);
        var outcomes = node.recording()
                .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(ack, Duration.ZERO));
        node.pump();
        world.runFor(World.SECOND / 10);
        return outcomes.join().get(0).orThrow();
    }

    private static Set<AssertionId> read(PlayedNode node, ReadScope scope) {
        return scope.during(() -> {
            Set<AssertionId> shown = new HashSet<>();
            SlotRange all = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false);
            try (SlotCursor slots = node.reader().slots(all)) {
                while (slots.next()) {
                    slots.claims()
                            .forEach(claim -> assertThat(
                                            shown.add(claim.assertion().id()))
                                    .as("nothing is shown twice")
                                    .isTrue());
                }
            }
            return shown;
        });
    }

    private static ReadScope token(Dot dot) {
        return new ReadScope(Token.of(SHARD, dot).toString(), Requirement.NONE);
    }

    @Test
    void a_read_with_a_token_waits_until_what_it_stands_for_has_come() {
        start("node1", "node2");
        world.cut("node1", "node2");
        world.cut("node2", "node1");
        Recorded recorded = write(nodes.get(0), Ack.LEADER);
        assertThat(read(nodes.get(1), new ReadScope(null, Requirement.NONE))).isEmpty();

        world.later(2 * World.SECOND, world::heal);
        assertThat(read(nodes.get(1), token(recorded.dot())))
                .containsExactly(recorded.assertion().id());
    }

    @Test
    void a_token_that_no_node_can_honour_is_refused_in_time() {
        start("node1", "node2", "node3");
        Recorded recorded = write(nodes.get(0), Ack.QUORUM);
        Dot later = new Dot(recorded.dot().recorder(), recorded.dot().n() + 7);
        long asked = world.now();
        for (PlayedNode node : nodes) {
            assertThatThrownBy(() -> read(node, token(later)))
                    .as(node.id)
                    .isInstanceOfSatisfying(
                            StemeException.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TOKEN_TIMEOUT));
        }
        assertThat(world.now() - asked).isLessThan(40 * World.SECOND);
    }

    @Test
    void a_node_that_has_just_started_compares_before_it_answers() {
        start("node1", "node2");
        nodes.get(1).crash(false);
        world.runFor(3 * World.SECOND);
        Recorded recorded = write(nodes.get(0), Ack.LEADER);

        nodes.get(1).start();
        assertThat(read(nodes.get(1), new ReadScope(null, Requirement.NONE)))
                .containsExactly(recorded.assertion().id());
    }

    @Test
    void a_node_whose_process_stood_still_compares_before_it_answers() {
        start("node1", "node2");
        nodes.get(1).pause();
        world.runFor(3 * World.SECOND);
        Recorded recorded = write(nodes.get(0), Ack.LEADER);
        assertThat(nodes.get(1).has(recorded.assertion().id())).isFalse();

        nodes.get(1).goOn();
        assertThat(read(nodes.get(1), new ReadScope(null, Requirement.NONE)))
                .containsExactly(recorded.assertion().id());
    }

    @Test
    void whoever_is_back_waits_two_seconds_at_most_and_then_answers_what_it_has() {
        start("node1", "node2");
        nodes.get(1).crash(false);
        nodes.get(0).crash(false);
        world.runFor(World.SECOND);
        nodes.get(1).start();

        long asked = world.now();
        assertThat(read(nodes.get(1), new ReadScope(null, Requirement.NONE))).isEmpty();
        assertThat(world.now() - asked).isBetween(World.SECOND, 2 * World.SECOND + 100 * World.MILLI);
        long again = world.now();
        assertThat(read(nodes.get(1), new ReadScope(null, Requirement.NONE))).isEmpty();
        assertThat(world.now()).isEqualTo(again);
    }

    @Test
    void a_node_alone_does_not_wait_after_its_start() {
        start("node1");
        nodes.get(0).crash(false);
        nodes.get(0).start();
        long asked = world.now();
        assertThat(read(nodes.get(0), new ReadScope(null, Requirement.NONE))).isEmpty();
        assertThat(world.now()).isEqualTo(asked);
    }

    @Test
    void an_answer_without_a_node_that_is_down_says_so() {
        start("node1", "node2", "node3");
        Recorded recorded = write(nodes.get(0), Ack.QUORUM);
        world.runFor(World.SECOND);
        for (PlayedNode node : nodes) {
            ReadScope required = new ReadScope(null, Requirement.COMPLETE);
            assertThat(read(node, required))
                    .containsExactly(recorded.assertion().id());
            assertThat(required.coverage().complete()).as(node.id).isTrue();
        }

        nodes.get(2).crash(false);
        world.runFor(4 * World.SECOND);
        for (PlayedNode node : nodes.subList(0, 2)) {
            for (Requirement requirement : Requirement.values()) {
                ReadScope scope = new ReadScope(null, requirement);
                assertThat(read(node, scope))
                        .containsExactly(recorded.assertion().id());
                boolean all = requirement == Requirement.ALL;
                assertThat(scope.coverage().complete())
                        .as("two disks have what was acknowledged, and one node is away")
                        .isEqualTo(!all);
                assertThat(scope.coverage().unreachable()).isEqualTo(all ? Set.of("node3") : Set.of());
            }
        }
    }

    @Test
    void who_wants_what_any_disk_has_waits_for_the_last_live_node_although_two_of_three_suffice_for_a_quorum() {
        start("node1", "node2", "node3");
        Recorded recorded = write(nodes.get(0), Ack.QUORUM);
        world.runFor(World.SECOND);
        world.weather(0, 0, 1); // so that one node answers later than the other
        for (PlayedNode node : nodes) {
            ReadScope all = new ReadScope(null, Requirement.ALL);
            assertThat(read(node, all)).containsExactly(recorded.assertion().id());
            assertThat(all.coverage().complete()).as(node.id).isTrue();
        }
    }

    @Test
    void beside_a_node_of_an_earlier_release_an_answer_without_any_node_says_so() {
        start("node1", "node2", "node3");
        PlayedNode third = nodes.get(2);
        world.runFor(12 * World.SECOND);
        for (PlayedNode earlier : nodes.subList(1, 3)) {
            earlier.earlier(true);
            world.runFor(World.SECOND);
            third.crash(false);
            world.runFor(4 * World.SECOND);
            assertThat(isComplete(nodes.get(0)))
                    .as("%s was upgraded not yet", earlier.id)
                    .isFalse();
            third.start();
            earlier.earlier(false);
            world.runFor(World.SECOND);
        }
        world.runFor(12 * World.SECOND);
        third.crash(false);
        world.runFor(4 * World.SECOND);
        assertThat(isComplete(nodes.get(0))).as("all are").isTrue();
    }

    /** What it says of one path. */
    private static boolean isComplete(PlayedNode node) {
        ReadScope scope = new ReadScope(null, Requirement.NONE);
        SlotRange path = new SlotRange(SlotRange.Scope.PATH, PATH, null, null, true, false);
        scope.during(() -> {
            node.reader().slots(path).close();
            return true;
        });
        return scope.coverage().complete();
    }

    @Test
    void what_a_copy_rests_on_outlives_its_process() {
        start("node1", "node2", "node3");
        nodes.get(2).crash(false);
        nodes.get(1).crash(true);
        nodes.get(1).start();
        world.runFor(4 * World.SECOND);
        assertThat(isComplete(nodes.get(0))).isTrue();
        assertThat(isComplete(nodes.get(1))).isTrue();
    }

    @Test
    void a_new_copy_rests_on_what_the_one_rests_on_that_it_has_all_of() {
        start("node1", "node2", "node3");
        nodes.get(2).crash(false);
        world.runFor(20 * World.SECOND); // its places are given to the others
        for (PlayedNode node : nodes.subList(0, 2)) {
            for (int shard = 0; shard < Machine.SHARDS; shard++) {
                assertThat(node.cluster().situation().isHolder(shard)).isTrue();
            }
            assertThat(isComplete(node)).as(node.id).isTrue();
        }
    }

    @Test
    void a_node_that_was_wiped_stands_for_nothing_that_it_had() {
        start("node1", "node2", "node3");
        List<String> holders = nodes.get(0).cluster().situation().holders(SHARD);
        PlayedNode one = named(holders.get(0));
        PlayedNode other = named(holders.get(1));
        PlayedNode third = third(one, other);
        third.crash(false);
        other.loseDisk();
        other.start();
        world.runFor(4 * World.SECOND);
        assertThat(isComplete(one)).as("two disks are away").isFalse();
        assertThat(isComplete(other)).as("one of them its own").isFalse();
        third.start();
        world.runFor(15 * World.SECOND);
        third.crash(false);
        world.runFor(4 * World.SECOND);
        assertThat(isComplete(one)).as("all was there once more").isTrue();
    }

    private PlayedNode third(PlayedNode one, PlayedNode other) {
        return nodes.stream()
                .filter(node -> node != one && node != other)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void who_wants_all_or_nothing_gets_what_was_acknowledged_just_before_he_asked() {
        start("node1", "node2");
        String leads = nodes.get(0).cluster().situation().leader(SHARD).orElseThrow();
        PlayedNode one = nodes.get(leads.equals("node1") ? 0 : 1);
        PlayedNode other = nodes.get(leads.equals("node1") ? 1 : 0);
        world.weather(0, 0, 1); // everything is late
        int complete = 0;
        for (int i = 0; i < 50; i++) {
            world.runFor(world.random.nextLong(700 * World.MILLI));
            var atOnce = submit(one, i, Ack.LEADER); // the other node gets it later
            AssertionId id = atOnce.join().get(0).orThrow().assertion().id();
            ReadScope scope = new ReadScope(null, Requirement.COMPLETE);
            Set<AssertionId> shown = read(other, scope);
            if (scope.coverage().complete()) {
                complete++;
                assertThat(shown).as("answer %d", i).contains(id);
            }
        }
        assertThat(complete).isPositive();
    }

    @Test
    void a_slot_that_is_many_pages_large_comes_whole_from_another_node() {
        start("node1", "node2", "node3");
        List<AssertionId> written = new ArrayList<>();
        String text = '"' + "x".repeat(8_000) + '"';
        for (int i = 0; i < 120; i++) {
            var outcomes = submit(
                    nodes.get(0), text.replaceFirst("x", Integer.toString(i)).getBytes(UTF_8), i, Ack.ALL);
            world.runFor(World.SECOND / 10);
            written.add(outcomes.join().get(0).orThrow().assertion().id());
        }
        written.add(write(nodes.get(0), "q", Ack.ALL).assertion().id()); // in the slot behind it
        for (PlayedNode node : nodes) { // one of them holds nothing of it
            assertThat(read(node, new ReadScope(null, Requirement.NONE)))
                    .as(node.id)
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }

    private static CompletableFuture<List<AppendOutcome>> submit(PlayedNode node, int number, Ack ack) {
        return submit(node, Integer.toString(number).getBytes(UTF_8), number, ack);
    }

    private static CompletableFuture<List<AppendOutcome>> submit(PlayedNode node, byte[] value, int number, Ack ack) {
        Claim claim = Claim.ofSystem(PATH, "p", CanonicalJson.ofCanonical(value), number);
        Assertion assertion = Completion.complete(claim, number, () -> null);
        var outcomes = node.recording()
                .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(ack, Duration.ZERO));
        node.pump();
        return outcomes;
    }

    @Test
    void a_copy_that_may_lack_something_does_not_say_that_an_id_is_unknown() {
        start("node1", "node2", "node3");
        List<String> holders = nodes.get(0).cluster().situation().holders(SHARD);
        PlayedNode one = named(holders.get(0));
        PlayedNode other = named(holders.get(1));
        PlayedNode third = nodes.stream()
                .filter(node -> node != one && node != other)
                .findFirst()
                .orElseThrow();
        third.loseDisk(); // so that it says nothing for the other one
        third.start();
        world.runFor(5 * World.SECOND);
        world.cut(one.id, other.id);
        world.cut(other.id, one.id);
        world.runFor(4 * World.SECOND);
        var outcomes = submit(other, 1, Ack.QUORUM);
        while (!outcomes.isDone()) { // not for long: it would be pulled
            world.runFor(World.MILLI);
        }
        AssertionId id = outcomes.join().get(0).orThrow().assertion().id();
        assertThat(one.machine.database().reader().find(id)).isEmpty();
        assertThat(one.reader().find(id)).as("a stand-in has it").isPresent();
    }

    private PlayedNode named(String id) {
        return nodes.stream().filter(node -> node.id.equals(id)).findFirst().orElseThrow();
    }
}
