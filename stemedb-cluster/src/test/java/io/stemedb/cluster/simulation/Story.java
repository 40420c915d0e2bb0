package io.stemedb.cluster.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.Claim;
import io.stemedb.assertion.Completion;
import io.stemedb.assertion.PathHash;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Recording;
import io.stemedb.json.CanonicalJson;
import io.stemedb.recorder.Append;
import io.stemedb.recorder.AppendOutcome;
import io.stemedb.simulation.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Three nodes or so, and what may happen to them. */
abstract class Story {
    static final String PATH = "a/b";
    static final int SHARD = PathHash.shardOf(PATH, Machine.SHARDS);

    final World world = new World(new SplittableRandom(7));
    final PlayedNetwork network = new PlayedNetwork(world);
    final Map<String, PlayedNode> nodes = new TreeMap<>();
    int nextClaim;

    void start(String... ids) {
        List<PlayedNode> some = new ArrayList<>();
        for (String id : ids) {
            some.add(new PlayedNode(world, network, id, List.of(ids), 2, 0));
            nodes.put(id, some.get(some.size() - 1));
        }
        some.forEach(PlayedNode::start);
        world.runFor(12 * World.SECOND);
    }

    PlayedNode node(String id) {
        return nodes.get(id);
    }

    Assertion claim() {
        Claim claim = Claim.ofSystem(PATH, "p", CanonicalJson.ofCanonical("1".getBytes(UTF_8)), ++nextClaim);
        return Completion.complete(claim, nextClaim, () -> null);
    }

    AppendOutcome write(PlayedNode node, Assertion claim, Ack ack) {
        CompletableFuture<List<AppendOutcome>> outcome = submit(node, claim, ack);
        world.runFor(6 * World.SECOND);
        return outcome.join().get(0);
    }

    static boolean has(PlayedNode node, Assertion claim) {
        return node.machine.database().reader().find(claim.id()).isPresent();
    }

    CompletableFuture<List<AppendOutcome>> submit(PlayedNode node, Assertion claim, Ack ack) {
        CompletableFuture<List<AppendOutcome>> outcome = node.recording()
                .submit(List.of(new Append(claim, null, null)), new Recording.Terms(ack, Duration.ZERO));
        node.pump();
        return outcome;
    }
}
