package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of three is changed in every way that operators can change one, under load: a fourth node joins, one is
 * drained while the node that sees to it dies, shards are moved, the factor goes up and down, and a node leaves.
 */
class MovesIT {
    private static final int CLAIMS = 4_000;
    private static final int JOINS_LATER = 4;

    @TempDir
    Path folder;

    private RealCluster cluster;
    private OperatorCalls calls;

    @Test
    void a_cluster_changes_its_shape_under_load_and_loses_nothing() throws Exception {
        Path config = Files.writeString(
                folder.resolve("node.toml"),
                "[cluster]\nrereplicate_after = \"15s\"\n[store]\ntable_size = \"1MiB\"\n");
        cluster =
                RealCluster.onLoopback(folder, 4, "--config", config.toString()).knowing(3);
        calls = new OperatorCalls(cluster);
        try (RealCluster running = cluster) {
            running.start(List.of(1, 2, 3)).awaitHealthy();
            Load before = Load.batch(running, "before", 1, CLAIMS);
            Load load = Load.on(running, "during", "quorum", List.of(2, 3));
            Load.Gap gap;
            try (load) {
                timed("a fourth node gets its share", this::aFourthNodeGetsItsShare);
                timed("what would lose something is refused", this::whatWouldLoseSomethingIsRefused);
                timed("a shard is moved and led", this::aShardIsMovedAndLedAsWanted);
                timed("a node is drained", this::aNodeIsDrainedThoughTheOneThatSeesToItDies);
                timed("the factor goes up and down", this::theFactorGoesUpAndDown);
                timed("a node leaves", this::aNodeLeaves);
                gap = load.longestGap();
            }
            Verdict.of(running, "moves under load, and a killed owner", load, gap.toString());
            Verdict.of(running, "what was there before", before, "not measured");
        }
    }

    private interface Part {
        void run() throws Exception;
    }

    private static void timed(String what, Part part) throws Exception {
        long begun = System.nanoTime();
        part.run();
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, (System.nanoTime() - begun) / 1e9);
    }

    private Map<String, Integer> copies(int asked) throws Exception {
        Map<String, Integer> copies = new TreeMap<>();
        cluster.holders(asked).values().forEach(nodes -> nodes.forEach(node -> copies.merge(node, 1, Integer::sum)));
        return copies;
    }

    private void awaitSettled(int asked) {
        calls.awaitAt(asked, "/cluster/shards", "shards of which none moves", all -> {
            for (JsonNode shard : all.get("shards")) {
                if (!shard.get("rebalance_status").asText().equals("idle")) {
                    return false;
                }
            }
            return true;
        });
    }

    private void requireEven(int asked, int nodes) throws Exception {
        awaitSettled(asked);
        Map<String, Integer> copies = copies(asked);
        assertThat(copies).hasSize(nodes);
        int most = copies.values().stream().max(Integer::compare).orElseThrow();
        assertThat(copies.values()).as("%s", copies).allMatch(count -> most - count <= 1);
    }

    private void aFourthNodeGetsItsShare() throws Exception {
        cluster.start(JOINS_LATER);
        calls.awaitAt(
                1, "/cluster/members", "four members", all -> all.get("members").size() == 4);
        calls.succeed(2, 3, "/admin/shards/rebalance", "{\"target_node\":\"node4\",\"reason\":\"add_capacity\"}");
        requireEven(1, 4);
    }

    private void whatWouldLoseSomethingIsRefused() throws Exception {
        JsonNode four = calls.order(1, "/admin/cluster/settings", "{\"factor\":5}", 409);
        assertThat(four.get("type").asText()).endsWith("unsafe");
        assertThat(four.get("detail").asText()).contains("4 nodes");
        assertThat(four.get("hint").asText()).contains("force");
        JsonNode plan = calls.order(3, "/admin/nodes/node2/drain", "{\"dry_run\":true}", 200);
        assertThat(plan.get("plan").toString()).contains("node2");
        assertThat(plan.get("refusals")).isEmpty();
        assertThat(calls.get(2, "/cluster/members").toString())
                .as("nothing has changed")
                .doesNotContain("Draining");
        assertThat(calls.order(1, "/admin/nodes/node9/drain", "{}", 404)
                        .get("field")
                        .asText())
                .isEqualTo("/id");
        assertThat(calls.order(
                                1,
                                "/admin/shards/rebalance",
                                "{\"shard_id\":\"shard-999\",\"target_node\":\"node1\"}",
                                404)
                        .get("field")
                        .asText())
                .isEqualTo("/shard_id");
    }

    private JsonNode shard(int asked, int number) throws Exception {
        return calls.get(asked, "/v1/shards/shard_" + number);
    }

    private void aShardIsMovedAndLedAsWanted() throws Exception {
        String target = "node" + (cluster.holders(1).get("shard_7").contains("node4") ? 1 : 4);
        calls.succeed(1, 3, "/admin/shards/rebalance", "{\"shard_id\":\"shard-7\",\"target_node\":\"" + target + "\"}");
        for (int node : cluster.running()) {
            assertThat(shard(node, 7).get("leader_node").asText()).isEqualTo(target);
            assertThat(shard(node, 7).get("pinned_to").asText()).isEqualTo(target);
        }
        calls.succeed(2, 1, "/admin/shards/7/elect-leader", "{}");
        JsonNode elected = shard(3, 7);
        assertThat(elected.get("leader_node").asText())
                .isNotEqualTo(target)
                .isEqualTo(elected.get("pinned_to").asText());
        JsonNode unpinned = calls.succeed(3, 2, "/admin/shards/shard_7/unpin", "{}");
        assertThat(unpinned.get("inverse").asText())
                .contains("/admin/shards/rebalance", elected.get("pinned_to").asText());
        assertThat(shard(1, 7).get("pinned_to").isNull()).isTrue();
        requireEven(2, 4);
    }

    private void aNodeIsDrainedThoughTheOneThatSeesToItDies() throws Exception {
        JsonNode task = calls.order(1, "/admin/nodes/node4/drain", "{\"reason\":\"new disks\"}", 202);
        assertThat(task.get("inverse").asText()).isEqualTo("POST /admin/nodes/node4/undrain");
        cluster.kill(1);
        JsonNode ended = calls.ended(3, task);
        assertThat(ended.get("state").asText()).as("%s", ended).isEqualTo("succeeded");
        assertThat(ended.get("owner").asText()).isEqualTo("node2");
        assertThat(copies(2)).doesNotContainKey("node4");
        assertThat(calls.get(2, "/v1/admin/nodes/node4")
                        .get("stored_assertions")
                        .asInt())
                .isZero();
        cluster.start(1);
        cluster.awaitHealthy();
        JsonNode refused = calls.order(3, "/admin/nodes/node2/drain", "{\"dry_run\":true}", 200);
        assertThat(refused.get("refusals")).as("node1 and node3 are enough").isEmpty();
        calls.succeed(2, 3, "/admin/nodes/node4/undrain", "{}");
        requireEven(3, 4);
    }

    private void theFactorGoesUpAndDown() throws Exception {
        calls.succeed(3, 1, "/admin/cluster/settings", "{\"factor\":3}");
        assertThat(cluster.holders(2).values()).allMatch(nodes -> nodes.size() == 3);
        calls.succeed(1, 2, "/admin/cluster/settings", "{\"factor\":2}");
        assertThat(cluster.holders(3).values()).allMatch(nodes -> nodes.size() == 2);
        assertThat(calls.get(2, "/cluster/status").get("factor").asInt()).isEqualTo(2);
    }

    private void aNodeLeaves() throws Exception {
        calls.succeed(2, 1, "/admin/cluster/remove", "{\"node_id\":\"node4\",\"reason\":\"too many\"}");
        assertThat(copies(3)).containsOnlyKeys("node1", "node2", "node3");
        cluster.stop(JOINS_LATER);
        cluster.awaitHealthy();
    }
}
