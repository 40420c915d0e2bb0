package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.node.ClockLook;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.progress.Token;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.refusal.StemeException;
import io.stemedb.simulation.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One of three clocks is ten minutes ahead. */
class ClockSimulation {
    private static final long TEN_MINUTES = 600_000_000;
    private static final long SECOND = 1_000_000;
    private static final Pattern MOMENT = Pattern.compile("[-\\d]{10}T[:\\d]{8}Z");

    private final World world = new World(new SplittableRandom(1));
    private final List<PlayedNode> nodes = new ArrayList<>();

    ClockSimulation() {
        PlayedNetwork network = new PlayedNetwork(world);
        List<String> ids = List.of("node1", "node2", "node3");
        ids.forEach(id -> nodes.add(new PlayedNode(world, network, id, ids, 2, 0)));
        nodes.forEach(PlayedNode::start);
        world.runFor(15 * World.SECOND);
    }

    private static CompletableFuture<List<AppendOutcome>> submit(PlayedNode node, int number) {
        return submit(node, number, Ack.QUORUM);
    }

    private static CompletableFuture<List<AppendOutcome>> submit(PlayedNode node, int number, Ack ack) {
        Claim claim = Claim.ofSystem("a/" + number, "p", CanonicalJson.ofCanonical(new byte[] {'1'}), number);
        Assertion assertion = Completion.complete(claim, number, () -> null);
        CompletableFuture<List<AppendOutcome>> outcome = node.recording()
                .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(ack, Duration.ZERO));
        node.pump();
        return outcome;
    }

    private AppendOutcome write(PlayedNode node, int number) {
        CompletableFuture<List<AppendOutcome>> outcome = submit(node, number);
        world.runFor(6 * World.SECOND);
        return outcome.join().get(0);
    }

    @Test
    void a_node_whose_clock_is_off_has_others_record_and_no_time_of_its_gets_in() {
        PlayedNode off = nodes.get(0);
        off.ahead(TEN_MINUTES);
        world.runFor(5 * World.SECOND);
        for (int i = 0; i < 12; i++) {
            Recorded recorded = write(off, i).orThrow();
            assertThat(recorded.recordedAt()).isLessThan(off.machine.wallMicros.get() - TEN_MINUTES / 2);
        }
        off.ahead(0);
        for (int i = 100; i < 112; i++) { // what it promised while it was ahead it keeps, and so it gives no times yet
            Recorded recorded = write(off, i).orThrow();
            assertThat(recorded.recordedAt()).isLessThan(off.machine.wallMicros.get() + TEN_MINUTES / 2);
        }
        world.runFor(10 * 60 * World.SECOND);
        long own = off.machine.database().identity().recorder();
        List<AppendOutcome> later = new ArrayList<>();
        for (int i = 200; i < 206; i++) {
            later.add(write(off, i));
        }
        assertThat(later).anyMatch(outcome -> outcome.orThrow().dot().recorder() == own);
    }

    @Test
    void a_node_that_starts_with_a_wrong_clock_gives_no_time_before_it_was_compared() {
        PlayedNode off = nodes.get(0);
        off.crash(false);
        world.runFor(5 * World.SECOND);
        off.ahead(TEN_MINUTES);
        off.start();
        List<CompletableFuture<List<AppendOutcome>>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(submit(nodes.get(i % nodes.size()), i));
            world.runFor(10 * World.MILLI);
        }
        world.runFor(10 * World.SECOND);
        List<Recorded> recorded = all.stream()
                .map(outcome -> outcome.join().get(0))
                .filter(outcome -> outcome.whyRefused().isEmpty())
                .map(AppendOutcome::orThrow)
                .toList();
        long right = off.machine.wallMicros.get() - TEN_MINUTES / 2;
        assertThat(recorded).isNotEmpty().allMatch(one -> one.recordedAt() < right);
    }

    @Test
    void a_clock_that_was_set_right_counts_once_it_is_where_the_node_has_been_before() {
        PlayedNode off = nodes.get(0);
        off.crash(false);
        off.ahead(TEN_MINUTES);
        nodes.get(1).crash(false);
        nodes.get(2).crash(false);
        off.start(); // alone it does not know, and gives times
        Claim claim = Claim.ofSystem("alone", "p", CanonicalJson.ofCanonical(new byte[] {'1'}), 1);
        var alone = off.recording()
                .submit(
                        List.of(new Append(Completion.complete(claim, 1, () -> null), null, null)),
                        new Recording.Terms(Ack.LEADER, Duration.ZERO));
        off.pump();
        world.runFor(4 * World.SECOND); // it first waits for the others, and not for long
        assertThat(alone).isCompleted();
        assertThat(alone.join().get(0).orThrow().recordedAt()).isPositive();
        off.crash(false);
        off.ahead(0);
        nodes.forEach(PlayedNode::start);
        world.runFor(20 * World.SECOND);
        for (PlayedNode node : nodes) {
            assertThat(Walks.paths(node, null))
                    .as("%s shows what is ten minutes ahead, too", node.id)
                    .contains("alone");
        }
        long own = off.machine.database().identity().recorder();
        for (int i = 200; i < 212; i++) {
            assertThat(write(off, i).orThrow().dot().recorder()).isNotEqualTo(own);
        }
    }

    @Test
    void what_a_claim_leaves_out_is_filled_in_by_the_others_time_on_a_node_whose_clock_is_off() {
        PlayedNode off = nodes.get(0);
        long right = off.machine.wallMicros.get() - world.now() / 1_000; // at the moment 0 of the world
        off.ahead(TEN_MINUTES);
        world.runFor(5 * World.SECOND);
        assertThat(timeOf(off)).isCloseTo(right + world.now() / 1_000, within(SECOND));
        off.ahead(0); // nobody was heard since
        assertThat(timeOf(off)).isCloseTo(right + world.now() / 1_000, within(SECOND));
    }

    @Test
    void a_node_of_two_whose_clock_is_behind_what_it_has_stored_fills_in_no_time() {
        PlayedNode off = nodes.get(0);
        nodes.get(2).crash(false);
        off.ahead(-TEN_MINUTES);
        world.runFor(5 * World.SECOND);
        assertThatThrownBy(() -> timeOf(off)).isInstanceOf(StemeException.class).hasMessageContaining("behind");
    }

    private static long timeOf(PlayedNode node) {
        return node.cluster()
                .times(() -> {
                    throw new AssertionError("its own time was asked for");
                })
                .getAsLong();
    }

    @Test
    void every_node_says_whose_clock_is_off() {
        PlayedNode off = nodes.get(0);
        off.ahead(-TEN_MINUTES);
        world.runFor(12 * World.SECOND); // at first what it has given is near the others' times
        assertThat(ClockLook.reasons(off.cluster()))
                .singleElement(STRING)
                .contains("this node's clock is 600.0 s behind");
        for (PlayedNode other : nodes.subList(1, 3)) {
            assertThat(ClockLook.reasons(other.cluster()))
                    .singleElement(STRING)
                    .contains("the clock of node1 is 600.0 s behind this node's");
        }
        off.ahead(0);
        world.runFor(5 * World.SECOND);
        nodes.forEach(node -> assertThat(ClockLook.reasons(node.cluster())).isEmpty());
    }

    @Test
    void a_node_that_starts_with_a_clock_that_is_behind_says_so_in_its_log_also_while_it_hears_one_other_alone() {
        PlayedNode off = nodes.get(0);
        off.crash(false);
        nodes.get(2).crash(false);
        world.runFor(5 * World.SECOND);
        off.ahead(-TEN_MINUTES);
        List<String> lines = ClockLook.logged(() -> {
            off.start();
            world.runFor(5 * World.SECOND);
            nodes.get(2).start();
            world.runFor(10 * World.SECOND);
            off.ahead(0);
            world.runFor(5 * World.SECOND);
        });
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("this node's clock is 600.0 s behind");
        assertThat(lines.get(1)).contains("near those of the other nodes again");
    }

    @Test
    void a_node_whose_clock_was_set_right_says_from_when_on_it_records_again_and_does() {
        PlayedNode off = nodes.get(0);
        off.ahead(TEN_MINUTES);
        world.runFor(5 * World.SECOND);
        off.ahead(0);
        world.runFor(5 * World.SECOND);
        String said = ClockLook.reasons(off.cluster()).get(0);
        assertThat(said).contains("is right now");
        assertThat(ClockLook.reasons(nodes.get(1).cluster()))
                .singleElement(STRING)
                .contains("node1 records nothing");
        Matcher moment = MOMENT.matcher(said);
        assertThat(moment.find()).isTrue();
        long wait = Instant.parse(moment.group()).getEpochSecond() - off.machine.wallMicros.get() / 1_000_000;
        assertThat(wait).isBetween(550L, 600L);
        world.runFor((wait - 3) * World.SECOND);
        assertThat(ClockLook.reasons(off.cluster())).containsExactly(said);
        world.runFor(5 * World.SECOND);
        nodes.forEach(node -> assertThat(ClockLook.reasons(node.cluster())).isEmpty());
    }

    @Test
    void walks_on_nodes_whose_clocks_are_slow_show_what_faster_ones_have_acknowledged() {
        for (long slow : new long[] {300_000, TEN_MINUTES}) {
            PlayedNode late = nodes.get(2);
            late.ahead(-slow);
            world.runFor(5 * World.SECOND);
            for (int i = 0; i < 12; i++) { // of these shards it keeps some, and others not
                int number = (int) (slow % 1_000_003) + i;
                CompletableFuture<List<AppendOutcome>> outcome =
                        submit(nodes.get(0), number, i % 2 == 0 ? Ack.QUORUM : Ack.LEADER);
                while (!outcome.isDone()) {
                    world.runFor(World.MILLI);
                }
                Recorded recorded = outcome.join().get(0).orThrow();
                int shard = PathHash.shardOf(recorded.assertion(), Machine.SHARDS);
                String token = Token.of(shard, recorded.dot()).toString();
                assertThat(Walks.paths(late, "a/" + number, token))
                        .as("%d s behind, one path", slow / 1_000_000)
                        .isNotEmpty();
                assertThat(Walks.paths(late, token))
                        .as("%d s behind", slow / 1_000_000)
                        .contains("a/" + number);
            }
        }
    }
}
