package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes of the previous build become three of this one, one after the other, and then of the previous one again,
 * as the page about upgrades has it: under load, and with facts and files that only this build knows.
 */
@Tag("full")
class TwoBuildsIT {
    private static final int CLAIMS = 4_000;
    private static final String PINNED = "/v1/shards/shard_5";
    private static final String EVERYTHING = "{\"concept_path\":\"before/*\",\"lens\":\"all\",\"limit\":1}";
    private static final Duration SERVED = Duration.ofSeconds(30);
    private static final Duration RESTARTED = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    /** What copies rest on holds of stores that were known for ten seconds. */
    private static final Duration KNOWN = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private RealCluster cluster;
    private OperatorCalls calls;
    private Load load;

    @Test
    void a_cluster_is_upgraded_node_by_node_and_put_back_again_and_loses_nothing() throws Exception {
        Path previous = PreviousBuild.home();
        cluster = RealCluster.onLoopback(folder, 3);
        calls = new OperatorCalls(cluster);
        try (RealCluster running = cluster) {
            running.all().forEach(node -> running.of(previous, node));
            running.start(running.all()).awaitHealthy();
            Load before = Load.batch(running, "before", 1, CLAIMS);
            Load writers = Load.on(running, "during");
            load = writers;
            Load.Gap up;
            Load.Gap down;
            try (writers) {
                load.awaitEveryShard(SERVED);
                load.longestGap();
                upgrade();
                up = load.longestGap();
                useWhatIsNew();
                load.longestGap();
                putBack(previous);
                down = load.longestGap();
                awaitAllServed();
            }
            Verdict.of(running, "upgraded under load, and put back", load, up + ", " + down + " back");
            Verdict.of(running, "what was there before", before, "not measured");
            up.checkAtMost(RESTARTED);
            down.checkAtMost(RESTARTED);
            restart(1, Installation.home());
            assertThat(calls.get(1, PINNED).get("pinned_to").asText())
                    .as("kept by nodes that do not know what it is")
                    .isEqualTo("node1");
        }
    }

    private void awaitAllServed() {
        load.awaitEveryShard(SERVED);
    }

    private void restart(int node, Path home) throws Exception {
        cluster.stop(node);
        cluster.of(home, node);
        cluster.start(node);
        cluster.awaitHealthy();
    }

    private void upgrade() throws Exception {
        restart(1, Installation.home());
        requireWaiting(1, "node2, node3");
        awaitAllServed();
        restart(2, Installation.home());
        requireWaiting(2, "node3");
        load.goOn(KNOWN);
        cluster.stop(3);
        awaitAnswer(1, "\"complete\":false");
        cluster.of(Installation.home(), 3);
        cluster.start(3);
        cluster.awaitHealthy();
        awaitAllServed();
    }

    /** A node of this build says who is not of it; what was there before goes on. */
    private void requireWaiting(int asked, String earlier) throws Exception {
        for (String[] order : List.of(
                new String[] {"/admin/nodes/node3/drain", "{\"dry_run\":true}"},
                new String[] {"/admin/nodes/node3/drain", "{\"force\":true}"},
                new String[] {"/admin/shards/rebalance", "{\"target_node\":\"node1\"}"},
                new String[] {"/admin/shards/rebalance", "{\"shard_id\":\"shard-5\",\"target_node\":\"node1\"}"},
                new String[] {"/admin/shards/shard_5/elect-leader", "{}"},
                new String[] {"/admin/cluster/settings", "{\"factor\":3}"})) {
            JsonNode refused = calls.order(asked, order[0], order[1], 409);
            assertThat(refused.get("type").asText()).endsWith("unsafe");
            assertThat(refused.get("detail").asText()).as(order[0]).endsWith("earlier release: " + earlier);
        }
        calls.order(asked, "/admin/cluster/remove", "{\"node_id\":\"node3\",\"dry_run\":true}", 200);
    }

    private void awaitAnswer(int node, String words) {
        await("an answer with " + words)
                .atMost(ANSWER)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> answer(node), answer -> answer.contains(words));
    }

    private String answer(int node) throws IOException, InterruptedException {
        return cluster.post(node, "/v1/query", EVERYTHING, ANSWER).body();
    }

    /** What waited does so no more, and leaves facts behind that the previous build does not know. */
    private void useWhatIsNew() throws Exception {
        load.goOn(KNOWN);
        cluster.stop(3);
        awaitAnswer(1, "\"complete\":true");
        await("answers that are complete without the third node")
                .during(Duration.ofSeconds(4))
                .atMost(ANSWER)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> answer(1).contains("\"complete\":true"));
        cluster.start(3);
        cluster.awaitHealthy();
        calls.succeed(1, 2, "/admin/nodes/node3/drain", "{}");
        calls.succeed(2, 1, "/admin/nodes/node3/undrain", "{}");
        calls.succeed(3, 1, "/admin/shards/rebalance", "{\"shard_id\":\"shard-5\",\"target_node\":\"node1\"}");
        awaitSettled(2);
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

    private void putBack(Path previous) throws Exception {
        restart(3, previous);
        requireWaiting(1, "node3");
        cluster.stop(3);
        awaitAnswer(1, "\"complete\":false");
        cluster.start(3);
        cluster.awaitHealthy();
        restart(2, previous);
        requireWaiting(1, "node2, node3");
        awaitAllServed();
        restart(1, previous);
        awaitAllServed();
    }
}
