package io.stemedb.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.PathHash;
import io.stemedb.cluster.change.Change;
import io.stemedb.cluster.node.Departures;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Ack;
import io.stemedb.simulation.Machine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A cluster becomes larger, and keeps more or fewer copies, while it is used. */
class GrowthTest extends Story {
    private static final long PATIENCE = 120 * World.SECOND;
    private static final List<String> FIRST = List.of("node1", "node2");

    private final List<Assertion> acknowledged = new ArrayList<>();

    private Situation seen() {
        return node("node1").cluster().situation();
    }

    private void add(String id, int factor) {
        PlayedNode node = new PlayedNode(world, network, id, FIRST, factor, 0);
        nodes.put(id, node);
        node.start();
    }

    private void acknowledge(int count) {
        for (int i = 0; i < count; i++) {
            Assertion claim = claim();
            List<PlayedNode> all = List.copyOf(nodes.values());
            write(all.get(i % all.size()), claim, Ack.QUORUM).orThrow();
            acknowledged.add(claim);
        }
    }

    private static boolean isEven(Collection<Integer> counts) {
        return Collections.max(counts) - Collections.min(counts) <= 1;
    }

    /** Every shard has as many full copies as it should, and no node has over one more of them than another. */
    private boolean isSettled(int factor) {
        Map<String, Integer> copies = new TreeMap<>();
        Map<String, Integer> leaders = new TreeMap<>();
        nodes.keySet().forEach(node -> {
            copies.put(node, 0);
            leaders.put(node, 0);
        });
        for (int shard = 0; shard < Machine.SHARDS; shard++) {
            SortedSet<String> holders = new TreeSet<>(seen().holders(shard));
            if (holders.size() != factor
                    || seen().fullCopies(shard) != factor
                    || seen().leader(shard).isEmpty()) {
                return false;
            }
            holders.forEach(node -> copies.merge(node, 1, Integer::sum));
            leaders.merge(seen().leader(shard).orElseThrow(), 1, Integer::sum);
        }
        return isEven(copies.values()) && isEven(leaders.values());
    }

    private void awaitSettled(int factor) {
        long until = world.now() + PATIENCE;
        while (!(seen().members().counted().equals(nodes.keySet()) && isSettled(factor)) && world.now() < until) {
            world.runFor(World.SECOND);
        }
        assertThat(seen().members().counted()).isEqualTo(nodes.keySet());
        assertThat(isSettled(factor))
                .as(() -> IntStream.range(0, Machine.SHARDS)
                        .mapToObj(shard -> seen().holders(shard))
                        .toList()
                        .toString())
                .isTrue();
    }

    /** In every copy that is listed, and nowhere else but at those who are to drop theirs. */
    private void requireAllThere() {
        List<String> holders = seen().holders(PathHash.shardOf(PATH, Machine.SHARDS));
        for (String holder : holders) {
            assertThat(acknowledged).as("at " + holder).allMatch(claim -> has(node(holder), claim));
        }
    }

    @Test
    void two_nodes_become_seven_under_load_and_each_gets_its_share() {
        start("node1", "node2");
        acknowledge(4);
        awaitSettled(2);
        for (int number = 3; number <= 7; number++) {
            add("node" + number, 2);
            acknowledge(2);
            awaitSettled(2);
            requireAllThere();
        }
        acknowledge(7);
        world.runFor(5 * World.SECOND);
        requireAllThere();
    }

    @Test
    void one_copy_becomes_three_and_then_two_by_a_command_while_it_runs() {
        List<String> ids = List.of("node1", "node2", "node3");
        for (String id : ids) {
            nodes.put(id, new PlayedNode(world, network, id, ids, 1, 0));
        }
        nodes.values().forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
        acknowledge(3);
        awaitSettled(1);
        for (int factor : new int[] {3, 2}) {
            Change change = new Change.Factor(factor, 0).seenIn(seen());
            var stated = Departures.step(node("node1").cluster(), change);
            node("node1").pump();
            acknowledge(3);
            assertThat(stated).isCompleted();
            awaitSettled(factor);
            requireAllThere();
        }
        assertThat(seen().disksAtQuorum()).isEqualTo(2);
    }
}
