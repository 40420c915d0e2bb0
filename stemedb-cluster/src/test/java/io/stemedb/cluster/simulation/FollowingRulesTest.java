package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Subtree;
import io.stemedb.feed.Changes;
import io.stemedb.feed.Follower;
import io.stemedb.feed.Wanted;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.simulation.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Stories of a client that follows what is recorded in a cluster, each told for one rule. */
class FollowingRulesTest {
    private static final String PATH = "a/b";
    private static final int SHARD = PathHash.shardOf(PATH, Machine.SHARDS);
    private static final Wanted EVERYTHING = new Wanted(Subtree.ALL, null);

    private final World world = new World(new SplittableRandom(7));
    private final PlayedNetwork network = new PlayedNetwork(world);
    private final Map<String, PlayedNode> nodes = new TreeMap<>();
    private final List<AssertionId> told = new ArrayList<>();
    private Follower follower;
    private int nextClaim;

    private void start(int factor, String... ids) {
        for (String id : ids) {
            nodes.put(id, new PlayedNode(world, network, id, List.of(ids), factor, 0));
        }
        nodes.values().forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
    }

    private Assertion write(PlayedNode node, String json) {
        Claim claim = Claim.ofSystem(PATH, "p", CanonicalJson.ofCanonical(json.getBytes(UTF_8)), ++nextClaim);
        Assertion assertion = Completion.complete(claim, nextClaim, () -> null);
        var outcome = node.recording()
                .submit(List.of(new Append(assertion, null, null)), new Recording.Terms(Ack.LEADER, Duration.ZERO));
        node.pump();
        world.runFor(20 * World.MILLI);
        assertThat(outcome).isCompleted();
        outcome.join().get(0).orThrow();
        return assertion;
    }

    private void follow(PlayedNode node) {
        follower = node.cluster().feed().follow("/after", Changes.START, EVERYTHING, () -> false);
        readOn();
    }

    private void readOn() {
        world.runFor(120 * World.MILLI); // other nodes are not asked all the time
        boolean more = true;
        while (more) {
            Follower.Step step = follower.step();
            step.changes().forEach(change -> told.add(change.recorded().id()));
            more = step.more();
        }
    }

    @Test
    void what_does_not_go_into_one_answer_is_told_in_full() {
        start(1, "node1");
        List<AssertionId> all = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            all.add(write(nodes.get("node1"), '"' + "x".repeat(4_000) + '"').id());
        }
        follow(nodes.get("node1"));
        assertThat(told).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void what_was_told_by_a_node_that_fails_is_not_told_again_when_it_gets_to_the_next_one() {
        start(2, "node1", "node2", "node3");
        List<String> holders = nodes.get("node1").cluster().situation().holders(SHARD);
        PlayedNode one = nodes.get(holders.get(0));
        PlayedNode other = nodes.get(holders.get(1));
        PlayedNode third = nodes.values().stream()
                .filter(node -> !holders.contains(node.id))
                .findFirst()
                .orElseThrow();
        follow(third);

        world.cut(one.id, other.id);
        world.cut(other.id, one.id);
        AssertionId claim = write(one, "1").id();
        readOn();
        assertThat(told).containsExactly(claim);

        one.crash(false);
        readOn(); // from now on the other one tells
        assertThat(other.machine.database().reader().find(claim)).isEmpty();
        world.heal();
        one.start();
        for (int i = 0; i < 10; i++) {
            world.runFor(World.SECOND / 2);
            readOn();
        }
        assertThat(other.machine.database().reader().find(claim)).isPresent();
        assertThat(told).containsExactly(claim);
    }

    @Test
    void a_node_that_does_not_answer_holds_up_nothing_that_others_tell() {
        start(1, "node1", "node2", "node3");
        String holder = nodes.get("node1").cluster().situation().holders(SHARD).get(0);
        PlayedNode asked = nodes.values().stream()
                .filter(node -> !node.id.equals(holder))
                .findFirst()
                .orElseThrow();
        PlayedNode silent = nodes.values().stream()
                .filter(node -> node != asked && !node.id.equals(holder))
                .findFirst()
                .orElseThrow();
        follow(asked);
        world.cut(asked.id, silent.id);
        world.runFor(120 * World.MILLI);
        follower.step(); // it is asked, and says nothing
        AssertionId claim = write(nodes.get(holder), "1").id();
        long written = world.now();
        while (!told.contains(claim) && world.now() - written < World.SECOND) {
            world.runFor(20 * World.MILLI);
            follower.step()
                    .changes()
                    .forEach(change -> told.add(change.recorded().id()));
        }
        assertThat(told).containsExactly(claim);
    }
}
