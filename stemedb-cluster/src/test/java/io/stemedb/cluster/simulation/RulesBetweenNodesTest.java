package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.assertion.Assertion;
import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.node.Departures;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Ack;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.simulation.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Stories that chance seldom tells, each told for one rule between nodes. */
class RulesBetweenNodesTest extends Story {
    /** Nothing gets from one of them to one of the others, nor back. */
    private void part(String one, String... others) {
        for (String other : others) {
            world.cut(one, other);
            world.cut(other, one);
        }
    }

    private void requireRefused(PlayedNode node, CompletableFuture<?> command) {
        node.pump();
        world.runFor(10 * World.SECOND);
        assertThat(command).isDone();
        assertThatThrownBy(command::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StemeException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.REPLICAS_UNREACHABLE));
    }

    private String clusterOf(String id) {
        return node(id).cluster().situation().facts().genesis().orElseThrow().id();
    }

    @Test
    void a_node_that_sees_none_of_its_seeds_founds_no_cluster() {
        List<String> ids = List.of("node1", "node2", "node3");
        ids.forEach(id -> nodes.put(id, new PlayedNode(world, network, id, ids, 2, 0)));
        node("node3").start();
        world.runFor(20 * World.SECOND);
        assertThat(node("node3").cluster().situation().isFounded()).isFalse();

        node("node2").start();
        world.runFor(10 * World.SECOND);
        assertThat(clusterOf("node3")).isEqualTo(clusterOf("node2"));
    }

    @Test
    void a_node_that_sees_nobody_stores_nothing_of_what_two_must_have() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3");
        world.runFor(4 * World.SECOND);
        Assertion claim = claim();

        AppendOutcome refused = write(node("node1"), claim, Ack.QUORUM);
        assertThat(refused.whyRefused().map(StemeException::refusal)).contains(Refusal.REPLICAS_UNREACHABLE);
        assertThat(has(node("node1"), claim)).isFalse();

        write(node("node1"), claim, Ack.LEADER).orThrow();
        world.heal();
        world.runFor(5 * World.SECOND);
        assertThat(node("node2").cluster().situation().holders(SHARD)).allMatch(holder -> has(node(holder), claim));
    }

    @Test
    void a_command_that_only_one_node_has_is_not_acknowledged() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3"); // of which it does not know yet
        requireRefused(node("node1"), Departures.begin(node("node1").cluster(), "node3", true));
    }

    /** It still runs, since the others pull from it what only it has. */
    @Test
    void what_a_removed_node_agrees_to_is_no_part_of_a_majority() {
        start("node1", "node2", "node3", "node4");
        Departures.step(node("node2").cluster(), "node4", true);
        node("node2").pump();
        world.runFor(3 * World.SECOND);
        assertThat(node("node1").cluster().situation().members().isOut("node4")).isTrue();

        part("node1", "node2", "node3");
        requireRefused(node("node1"), Departures.begin(node("node1").cluster(), "node3", true));
    }

    @Test
    void a_removal_that_was_refused_without_a_majority_does_not_come_about_later() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3");
        world.runFor(4 * World.SECOND);
        requireRefused(node("node1"), Departures.begin(node("node1").cluster(), "node3", true));

        world.heal();
        world.runFor(5 * World.SECOND);
        nodes.values()
                .forEach(node -> assertThat(node.cluster().situation().members().isMember("node3"))
                        .isTrue());
    }

    @Test
    void of_two_commands_the_one_that_was_acknowledged_last_counts() {
        start("node1", "node2", "node3");
        Departures.step(node("node1").cluster(), "node3", false);
        node("node1").pump();
        world.runFor(World.SECOND);

        part("node1", "node2", "node3");
        var unused = Departures.stay(node("node2").cluster(), "node3");
        node("node2").pump();
        world.runFor(World.SECOND / 10);
        Departures.step(node("node2").cluster(), "node3", false); // it drains for the second time
        node("node2").pump();
        world.runFor(World.SECOND / 10);
        world.heal();

        CompletableFuture<Void> last = Departures.stay(node("node1").cluster(), "node3");
        node("node1").pump();
        world.runFor(World.SECOND);
        assertThat(last).isCompleted();
        world.runFor(3 * World.SECOND);
        nodes.values()
                .forEach(node -> assertThat(node.cluster().situation().facts().draining())
                        .as("what %s knows", node.id)
                        .isEmpty());
    }

    @Test
    void two_clusters_that_were_used_stay_apart() {
        start("node1", "node2");
        start("node3", "node4");
        write(node("node1"), claim(), Ack.QUORUM).orThrow();
        write(node("node3"), claim(), Ack.QUORUM).orThrow();
        String one = clusterOf("node1");
        String other = clusterOf("node3");
        assertThat(one).isNotEqualTo(other);

        node("node3").crash(false);
        node("node3").seeds(List.of("node1", "node2", "node3", "node4"));
        node("node3").start();
        world.runFor(15 * World.SECOND);
        assertThat(List.of(clusterOf("node1"), clusterOf("node2"))).containsOnly(one);
        assertThat(List.of(clusterOf("node3"), clusterOf("node4"))).containsOnly(other);
        assertThat(node("node3").cluster().situation().members().members()).containsExactly("node3", "node4");
    }

    @Test
    void a_node_is_let_in_once_the_membership_shows_it() {
        List<String> ids = List.of("node1", "node2", "node3");
        for (String id : ids) {
            PlayedNode node = new PlayedNode(world, network, id, ids, 2, 0);
            node.membershipLacks(Set.of("node3"));
            nodes.put(id, node);
        }
        nodes.values().forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
        assertThat(node("node3").cluster().situation().isFounded()).isTrue();
        assertThat(node("node3").cluster().situation().isMember()).isFalse();

        nodes.values().forEach(node -> node.membershipLacks(Set.of()));
        world.runFor(3 * World.SECOND);
        assertThat(node("node3").cluster().situation().isMember()).isTrue();
    }

    @Test
    void a_node_that_sees_no_majority_gives_itself_no_places() {
        start("node1", "node2", "node3");
        List<String> before = node("node3").cluster().situation().holders(SHARD);
        part("node3", "node1", "node2");
        world.runFor(15 * World.SECOND); // the others are given up meanwhile
        assertThat(node("node3").cluster().situation().holders(SHARD)).isEqualTo(before);
    }

    @Test
    void a_node_that_is_cut_off_lets_nobody_in() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3");
        world.runFor(4 * World.SECOND);
        PlayedNode fourth = new PlayedNode(world, network, "node4", List.of("node1"), 2, 0);
        fourth.start();
        part("node4", "node2", "node3");
        world.runFor(5 * World.SECOND);
        assertThat(node("node1").cluster().situation().members().isMember("node4"))
                .isFalse();

        world.heal();
        world.runFor(5 * World.SECOND);
        assertThat(node("node2").cluster().situation().members().isMember("node4"))
                .isTrue();
    }

    /** Nobody on the other side of the cut would know that there is a fourth node to ask. */
    @Test
    void a_node_that_one_side_of_a_cut_has_let_in_stores_nothing_before_a_majority_has_told_it() {
        start("node1", "node2", "node3");
        for (String far : List.of("node2", "node3")) {
            world.cut("node4", far);
            world.cut(far, "node4");
        }
        PlayedNode fourth = new PlayedNode(world, network, "node4", List.of("node1"), 2, 0);
        fourth.start();
        world.runFor(8 * World.SECOND);
        assertThat(fourth.cluster().situation().isMember()).isTrue();
        node("node2").crash(false);
        node("node3").crash(false);
        world.runFor(3 * World.SECOND);
        for (PlayedNode asked : List.of(node("node1"), fourth)) {
            assertThat(write(asked, claim(), Ack.QUORUM).whyRefused())
                    .as("two nodes of four, of which two know of it")
                    .isPresent();
        }

        world.heal();
        node("node2").start();
        node("node3").start();
        world.runFor(8 * World.SECOND);
        node("node2").crash(false);
        node("node3").crash(false);
        world.runFor(3 * World.SECOND);
        write(node("node1"), claim(), Ack.QUORUM).orThrow();
    }

    @Test
    void what_is_left_of_a_cluster_goes_on_without_a_majority_if_somebody_says_so() {
        start("node1", "node2", "node3");
        Assertion kept = claim();
        write(node("node1"), kept, Ack.ALL).orThrow();
        node("node2").crash(false);
        node("node3").crash(false);
        world.runFor(3 * World.SECOND);
        for (String lost : List.of("node2", "node3")) {
            var stated = Departures.step(node("node1").cluster(), new Change.Remove(lost, false, true));
            node("node1").pump();
            world.runFor(World.SECOND);
            assertThat(stated).isCompleted();
        }
        world.runFor(5 * World.SECOND);
        Situation now = node("node1").cluster().situation();
        assertThat(now.members().counted()).containsExactly("node1");
        assertThat(now.hasMajority()).isTrue();
        for (int shard = 0; shard < Machine.SHARDS; shard++) {
            assertThat(now.canRead(shard)).isTrue();
        }
        write(node("node1"), claim(), Ack.LEADER).orThrow();

        node("node2").start();
        node("node3").start();
        world.runFor(15 * World.SECOND);
        assertThat(node("node2").cluster().situation().members().isOut("node2")).isTrue();
        assertThat(has(node("node1"), kept))
                .as("pulled from those who were taken out")
                .isTrue();
    }

    @Test
    void a_node_that_stops_hands_over_and_what_it_is_asked_meanwhile_goes_elsewhere() {
        start("node1", "node2", "node3");
        CompletableFuture<Boolean> leaving = node("node2").cluster().leave(Duration.ofSeconds(10));
        world.runFor(World.SECOND);
        for (String left : List.of("node1", "node3")) {
            assertThat(node(left).cluster().situation().liveMembers()).containsExactly("node1", "node3");
        }
        for (int i = 0; i < 20; i++) {
            write(node("node2"), claim(), Ack.QUORUM).orThrow();
        }
        world.runFor(World.SECOND);
        assertThat(leaving).isCompletedWithValue(true);

        node("node2").crash(false);
        node("node2").start();
        world.runFor(6 * World.SECOND);
        requireAllLive();
    }

    @Test
    void a_node_that_stops_waits_until_others_have_what_it_recorded_alone() {
        start("node1", "node2", "node3");
        String leader = node("node1").cluster().situation().leader(SHARD).orElseThrow();
        List<String> others =
                nodes.keySet().stream().filter(id -> !id.equals(leader)).toList();
        part(leader, others.toArray(String[]::new)); // of which it does not know yet
        Assertion claim = claim();
        write(node(leader), claim, Ack.LEADER).orThrow();
        CompletableFuture<Boolean> leaving = node(leader).cluster().leave(Duration.ofSeconds(10));
        world.runFor(World.SECOND);
        world.heal();
        for (int i = 0; i < 100 && !leaving.isDone(); i++) {
            world.runFor(World.SECOND / 10);
        }
        assertThat(leaving).isCompletedWithValue(true);
        node(leader).crash(false);
        assertThat(others)
                .filteredOn(node(others.get(0)).cluster().situation().holders(SHARD)::contains)
                .isNotEmpty()
                .allMatch(holder -> has(node(holder), claim));
    }

    @Test
    void a_node_that_comes_back_at_another_address_is_found_there_by_all() {
        start("node1", "node2", "node3");
        node("node2").crash(false);
        node("node2").moveTo("elsewhere");
        node("node2").start();
        world.runFor(6 * World.SECOND);
        requireAllLive();

        nodes.values().forEach(node -> node.crash(false));
        nodes.values().forEach(PlayedNode::start); // their seeds still name the place where nobody is
        world.runFor(12 * World.SECOND);
        requireAllLive();
        for (PlayedNode node : nodes.values()) {
            assertThat(node.cluster().situation().address("node2")).contains(PlayedNetwork.addressOf("elsewhere"));
            write(node, claim(), Ack.QUORUM).orThrow();
        }
    }

    @Test
    void two_nodes_that_exchange_their_addresses_are_told_apart() {
        start("node1", "node2", "node3");
        node("node2").crash(false);
        node("node3").crash(false);
        node("node2").moveTo("between");
        node("node3").moveTo("node2");
        node("node2").moveTo("node3");
        node("node2").start();
        node("node3").start();
        world.runFor(8 * World.SECOND);
        requireAllLive();
        for (PlayedNode node : nodes.values()) {
            assertThat(node.cluster().situation().address("node3")).contains(PlayedNetwork.addressOf("node2"));
            write(node, claim(), Ack.ALL).orThrow();
        }
    }

    private void requireAllLive() {
        for (PlayedNode node : nodes.values()) {
            assertThat(node.cluster().situation().liveMembers()).as(node.id).containsExactly("node1", "node2", "node3");
        }
    }

    /** Three of five would else call an answer complete without what the other two have acknowledged. */
    @Test
    void a_lower_factor_counts_for_writes_only_once_a_majority_knows_it() {
        List<String> ids = List.of("node1", "node2", "node3", "node4", "node5");
        ids.forEach(id -> nodes.put(id, new PlayedNode(world, network, id, ids, 4, 0)));
        nodes.values().forEach(PlayedNode::start);
        world.runFor(20 * World.SECOND);
        for (String one : List.of("node1", "node2")) {
            part(one, "node3", "node4", "node5");
        }
        var unused = Departures.step(node("node1").cluster(), new Change.Factor(3, 4))
                .exceptionally(tooFew -> null);
        node("node1").pump();
        world.runFor(World.SECOND);
        assertThat(node("node1").cluster().situation().factor()).isEqualTo(3);
        assertThat(write(node("node1"), claim(), Ack.QUORUM).whyRefused()).isPresent();

        world.heal();
        world.runFor(10 * World.SECOND);
        part("node1", "node3", "node4", "node5");
        write(node("node1"), claim(), Ack.QUORUM).orThrow();
    }
}
