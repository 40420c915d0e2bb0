package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.node.Departures;
import io.stemedb.intake.Ack;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stories of nodes that come and go, each told for one rule that a complete answer rests on. */
class ChangingMembersTest extends Story {
    private void part(String one, String... others) {
        for (String other : others) {
            world.cut(one, other);
            world.cut(other, one);
        }
    }

    private PlayedNode joining(String id) {
        PlayedNode node = new PlayedNode(world, network, id, List.of("node1"), 2, 0);
        nodes.put(id, node);
        node.start();
        return node;
    }

    /** The two and the member that let them in are more than half of five, and the others of three. */
    @Test
    void two_nodes_that_are_let_in_by_a_member_that_is_just_cut_off_take_nothing_that_others_would_not_look_for() {
        start("node1", "node2", "node3");
        part("node4", "node2", "node3");
        part("node5", "node2", "node3");
        node("node1").membershipLacks(Set.of("node4", "node5"));
        PlayedNode fourth = joining("node4");
        PlayedNode fifth = joining("node5");
        world.runFor(5 * World.SECOND);
        part("node1", "node2", "node3"); // of which it does not know yet
        node("node1").membershipLacks(Set.of());
        world.runFor(5 * World.SECOND);
        for (PlayedNode one : List.of(node("node1"), fourth, fifth)) {
            assertThat(one.cluster().situation().members().members()).hasSize(5);
            assertThat(one.cluster().situation().hasMajority()).isTrue();
            assertThat(write(one, claim(), Ack.QUORUM).whyRefused()).isPresent();
        }

        world.heal();
        world.runFor(8 * World.SECOND);
        for (String gone : List.of("node2", "node3")) {
            node(gone).crash(false);
        }
        world.runFor(3 * World.SECOND);
        write(fifth, claim(), Ack.QUORUM).orThrow();
    }

    /** Nobody was told before, and the other two cannot tell anybody. */
    @Test
    void three_of_five_that_begin_a_cluster_take_claims_at_once() {
        List<String> ids = List.of("node1", "node2", "node3", "node4", "node5");
        for (String id : ids.subList(1, 4)) {
            nodes.put(id, new PlayedNode(world, network, id, ids, 2, 0));
        }
        nodes.values().forEach(PlayedNode::start);
        world.runFor(8 * World.SECOND);
        for (PlayedNode one : nodes.values()) {
            write(one, claim(), Ack.QUORUM).orThrow();
        }
    }

    /** What its directory was told was told to the node that is out. */
    @Test
    void a_node_that_joins_again_under_another_id_has_to_be_told_again() {
        start("node1", "node2", "node3", "node4");
        for (int look = 0; look < 60; look++) {
            Departures.step(node("node1").cluster(), "node4", false);
            node("node1").pump();
            world.runFor(World.SECOND / 2);
        }
        assertThat(node("node4").cluster().situation().members().isOut("node4")).isTrue();
        node("node4").crash(false);
        part("node5", "node2", "node3");
        PlayedNode again = nodes.remove("node4").rejoin("node5", true);
        again.start();
        world.runFor(8 * World.SECOND);
        assertThat(again.cluster().situation().isMember()).isTrue();
        node("node2").crash(false);
        node("node3").crash(false);
        world.runFor(3 * World.SECOND);
        assertThat(write(node("node1"), claim(), Ack.QUORUM).whyRefused()).isPresent();
        assertThat(write(again, claim(), Ack.QUORUM).whyRefused()).isPresent();

        world.heal();
        node("node2").start();
        node("node3").start();
        world.runFor(8 * World.SECOND);
        node("node2").crash(false);
        node("node3").crash(false);
        world.runFor(3 * World.SECOND);
        write(again, claim(), Ack.QUORUM).orThrow();
    }

    /** What one side said while it was alone is void once the other side has had a majority; this is no such side. */
    @Test
    void nodes_that_were_lost_stay_out_when_the_node_that_took_them_out_is_removed_as_well() {
        start("node1", "node2", "node3");
        node("node2").crash(false);
        node("node3").crash(false);
        world.runFor(3 * World.SECOND);
        for (String lost : List.of("node2", "node3")) {
            takeOut(node("node1"), new Change.Remove(lost, false, true));
        }
        joining("node4");
        joining("node5");
        world.runFor(15 * World.SECOND);
        takeOut(node("node4"), new Change.Remove("node1", true));
        node("node1").crash(false);
        world.runFor(5 * World.SECOND);
        for (PlayedNode left : List.of(node("node4"), node("node5"))) {
            assertThat(left.cluster().situation().members().counted()).containsExactly("node4", "node5");
            assertThat(left.cluster().situation().hasMajority()).isTrue();
            write(left, claim(), Ack.QUORUM).orThrow();
        }
    }

    @Test
    void of_two_sides_that_take_each_other_for_lost_the_one_with_a_majority_is_right() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3");
        world.runFor(4 * World.SECOND);
        takeOut(node("node2"), new Change.Remove("node1", true));
        for (String lost : List.of("node2", "node3")) {
            takeOut(node("node1"), new Change.Remove(lost, false, true));
        }
        world.heal();
        world.runFor(8 * World.SECOND);
        for (PlayedNode one : nodes.values()) {
            assertThat(one.cluster().situation().members().members()).containsExactly("node2", "node3");
        }
    }

    private void takeOut(PlayedNode asked, Change removal) {
        var stated = Departures.step(asked.cluster(), removal);
        asked.pump();
        world.runFor(World.SECOND);
        assertThat(stated).isCompleted();
    }

    /** The command was refused, as far as anybody knows; and the others count on two disks. */
    @Test
    void fewer_disks_are_enough_once_a_majority_knows_of_it() {
        start("node1", "node2", "node3");
        part("node1", "node2", "node3"); // of which it does not know yet
        var refused = Departures.step(node("node1").cluster(), new Change.Factor(1, 2));
        node("node1").pump();
        world.runFor(5 * World.SECOND);
        assertThat(refused).isCompletedExceptionally();
        assertThat(node("node1").cluster().situation().factor()).isEqualTo(1);
        assertThat(write(node("node1"), claim(), Ack.QUORUM).whyRefused()).isPresent();
        node("node1").crash(true);
        node("node1").start();
        world.runFor(5 * World.SECOND);
        assertThat(write(node("node1"), claim(), Ack.QUORUM).whyRefused())
                .as("after a restart, too")
                .isPresent();

        world.heal();
        world.runFor(5 * World.SECOND);
        part("node1", "node2", "node3");
        world.runFor(3 * World.SECOND);
        write(node("node1"), claim(), Ack.QUORUM).orThrow();
    }

    @Test
    void a_node_that_belongs_to_no_cluster_yet_acknowledges_nothing_for_it_even_if_one_disk_is_enough() {
        PlayedNode alone = new PlayedNode(world, network, "node3", List.of("node1", "node2"), 1, 0);
        alone.start();
        world.runFor(5 * World.SECOND);
        assertThat(write(alone, claim(), Ack.QUORUM).whyRefused()).isPresent();
        write(alone, claim(), Ack.LEADER).orThrow();
    }
}
