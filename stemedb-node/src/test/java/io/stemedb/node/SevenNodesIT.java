package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes with one copy of each shard become seven with three and then two, under load. The wrong node is removed and
 * joins again; a dead one is replaced by a new one at its address, while another one is drained.
 */
@Tag("full")
class SevenNodesIT {
    private static final int NODES = 7;
    private static final int CLAIMS = 10_000;
    private static final long READ_MILLIS = 100;
    private static final Duration SERVED = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private RealCluster cluster;
    private OperatorCalls calls;

    @Test
    void two_nodes_become_seven_and_are_changed_in_every_way() throws Exception {
        Path config = Files.writeString(
                folder.resolve("node.toml"),
                "[cluster]\nrereplicate_after = \"12s\"\n[journal]\nsegment_size = \"4MiB\"\n"
                        + "[store]\ntable_size = \"1MiB\"\n");
        cluster = RealCluster.onLoopback(folder, NODES, "--config", config.toString(), "--replication-factor", "1")
                .knowing(2);
        calls = new OperatorCalls(cluster);
        try (RealCluster running = cluster) {
            running.start(List.of(1, 2)).awaitHealthy();
            Load before = Load.batch(running, "before", 1, CLAIMS);
            underLoad("two nodes become seven", List.of(1, 2), this::grow);
            underLoad("factor 1, 3 and 2", List.of(1, 4, 7), this::changeFactor);
            underLoad("the wrong node joins again", List.of(1, 2, 3), this::rejoin);
            underLoad("another node in a dead one's place", List.of(2, 3, 4), this::replace);
            Verdict.of(running, "what was there before", before, "not measured");
        }
    }

    private interface Part {
        void run() throws Exception;
    }

    private void underLoad(String what, List<Integer> nodes, Part part) throws Exception {
        new JudgedLoad(cluster, what, what.replaceAll("[^a-z0-9]+", "-"), nodes)
                .play(what.hashCode(), READ_MILLIS, SERVED, load -> part.run());
    }

    private void grow() throws Exception {
        List<Integer> joining = new ArrayList<>(cluster.all());
        joining.removeAll(List.of(1, 2));
        cluster.start(joining);
        Set<String> seen = new TreeSet<>();
        await("seven nodes with their shares")
                .atMost(RunningNode.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    JsonNode all = calls.get(1, "/cluster/shards");
                    all.get("shards")
                            .forEach(shard ->
                                    seen.add(shard.get("rebalance_status").asText()));
                    return OperatorCalls.isAtRest(all) && calls.copies(1).size() == NODES;
                });
        System.out.println("shards were " + seen);
        assertThat(seen).contains("idle", "queued", "filling");
        calls.requireEven(2, NODES);
    }

    private void changeFactor() throws Exception {
        calls.succeed(3, 5, "/admin/cluster/settings", "{\"factor\":3}");
        assertThat(cluster.holders(2).values()).allMatch(nodes -> nodes.size() == 3);
        calls.succeed(5, 3, "/admin/cluster/settings", "{\"factor\":2}");
        assertThat(cluster.holders(6).values()).allMatch(nodes -> nodes.size() == 2);
        calls.requireEven(1, NODES);
    }

    private void rejoin() throws Exception {
        calls.succeed(1, 2, "/admin/cluster/remove", "{\"node_id\":\"node7\",\"reason\":\"the wrong one\"}");
        cluster.stop(7);
        OperatorCommand done =
                OperatorCommand.run(folder, "rejoin", "--data-dir", cluster.data(7), "--node-id", "node7b");
        assertThat(done.exitCode()).as(done.said()).isZero();
        cluster.start(7);
        awaitMember("node7b");
        calls.requireEven(4, NODES);
    }

    private void replace() throws Exception {
        cluster.kill(6);
        cluster.wipe(6);
        cluster.called(6, "node6b");
        cluster.start(6);
        awaitMember("node6b");
        calls.succeed(2, 3, "/admin/nodes/node1/drain", "{}");
        assertThat(calls.copies(3)).doesNotContainKeys("node1", "node6");
        calls.succeed(3, 2, "/admin/cluster/remove", "{\"node_id\":\"node6\",\"reason\":\"its disk is gone\"}");
        calls.succeed(2, 3, "/admin/nodes/node1/undrain", "{}");
        calls.requireEven(5, NODES);
    }

    private void awaitMember(String id) {
        calls.awaitAt(1, "/cluster/members", id + " as a live member", all -> {
            for (JsonNode member : all.get("members")) {
                if (member.get("id").asText().equals(id)) {
                    return member.get("state").asText().equals("Alive");
                }
            }
            return false;
        });
    }
}
