package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.node.Departures;
import io.stemedb.cluster.peer.AppendResult;
import io.stemedb.cluster.peer.Forwarded;
import io.stemedb.intake.Ack;
import io.stemedb.json.CanonicalJson;
import io.stemedb.record.StoredRecord;
import io.stemedb.simulation.Machine;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A story of a node that is asked to record claims. */
class RecordingRulesTest {
    private static final String PATH = "a/b";
    private static final int SHARD = PathHash.shardOf(PATH, Machine.SHARDS);

    private final World world = new World(new SplittableRandom(7));
    private final Map<String, PlayedNode> nodes = new TreeMap<>();
    private int nextClaim;

    private AppendResult forwardedTo(PlayedNode node) {
        Claim claim = Claim.ofSystem(PATH, "p", CanonicalJson.ofCanonical("1".getBytes(UTF_8)), ++nextClaim);
        Assertion assertion = Completion.complete(claim, nextClaim, () -> null);
        StoredRecord append = StoredRecord.of(SHARD, new Recorded(assertion, 0, new Dot(0, 0), null, null));
        CompletableFuture<List<AppendResult>> results =
                node.served().append(new Forwarded(List.of(append), Ack.QUORUM));
        node.pump();
        world.runFor(World.SECOND);
        assertThat(results).isCompleted();
        return results.join().get(0);
    }

    @Test
    void a_node_that_was_removed_records_nothing_for_one_that_does_not_know_it_yet() {
        PlayedNetwork network = new PlayedNetwork(world);
        List<String> ids = List.of("node1", "node2", "node3");
        ids.forEach(id -> nodes.put(id, new PlayedNode(world, network, id, ids, 2, 0)));
        nodes.values().forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
        PlayedNode removed = nodes.get("node3");
        assertThat(forwardedTo(removed)).isInstanceOf(AppendResult.New.class);

        Departures.step(nodes.get("node1").cluster(), "node3", true);
        nodes.get("node1").pump();
        world.runFor(2 * World.SECOND);
        assertThat(removed.cluster().situation().isMember()).isFalse();
        assertThat(forwardedTo(removed)).isInstanceOf(AppendResult.NotTaken.class);
    }
}
