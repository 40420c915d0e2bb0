package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In whichever order nodes start, the same cluster comes of it. */
class StartOrderIT {
    private static final int CLAIMS = 500;

    @TempDir
    Path folder;

    /** Without waiting until it serves, as it cannot before there is a majority. */
    private static void beginOneByOne(RealCluster cluster, List<Integer> order) throws IOException {
        for (int node : order) {
            cluster.begin(node);
            await("an answer of " + RealCluster.id(node))
                    .atMost(RunningNode.PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> cluster.api(node, "/v1/health").contains("\"status\""));
        }
        order.forEach(node -> cluster.node(node).awaitReady());
        cluster.awaitHealthy();
    }

    /** A balancer is told to send it nothing, and an operator why. */
    private static void itWaitsAndSaysSo(RealCluster cluster, int node) throws Exception {
        await("it waits for others")
                .atMost(RunningNode.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> cluster.api(node, "/health/ready").contains("\"reason\":\"waiting\""));
        assertThat(cluster.api(node, "/health/ready")).contains("\"status\":\"DOWN\"");
        assertThat(cluster.api(node, "/v1/health")).contains("\"status\":\"waiting\"");
        assertThat(cluster.gateway(node, "/cluster/health")).contains("\"status\":\"unknown\"", "\"code\":\"waiting\"");
    }

    private static Load single(RealCluster cluster, int node, String name) throws Exception {
        cluster.startSingle(node);
        Load load = Load.batch(cluster, name, node, CLAIMS);
        cluster.stop(node);
        return load;
    }

    /** The usual suite has a node with data that is joined by others in {@link OperationsPagesIT}. */
    @Tag("full")
    @Test
    void a_node_with_data_starts_first_and_a_full_stop_and_start_moves_nothing() throws Exception {
        try (RealCluster cluster = RealCluster.onLoopback(folder, 3)) {
            Load load = single(cluster, 1, "first");
            cluster.begin(1);
            itWaitsAndSaysSo(cluster, 1);
            beginOneByOne(cluster, List.of(2, 3));
            Verdict.of(cluster, "the node with data starts first", load, "not measured");

            Map<String, List<String>> holders = cluster.holders(1);
            assertThat(holders)
                    .hasSize(RealCluster.SHARDS)
                    .allSatisfy((shard, nodes) -> assertThat(nodes).as(shard).hasSize(2));
            for (int node : cluster.all()) {
                cluster.stop(node);
            }
            beginOneByOne(cluster, List.of(3, 2, 1));
            assertThat(cluster.holders(1)).isEqualTo(holders);
            Verdict.of(cluster, "full stop, and start in another order", load, "not measured");

            cluster.kill(cluster.all());
            cluster.start(cluster.all()).awaitHealthy();
            assertThat(cluster.holders(2)).isEqualTo(holders);
            Verdict.of(cluster, "kill -9 of all, and start at once", load, "not measured");
        }
    }

    /** The usual suite has it as a page for operators, {@link OperationsPagesIT}. */
    @Tag("full")
    @Test
    void a_node_with_data_starts_last() throws Exception {
        try (RealCluster cluster = RealCluster.onLoopback(folder, 3)) {
            Load load = single(cluster, 1, "last");
            beginOneByOne(cluster, List.of(2, 3, 1));
            Verdict.of(cluster, "the node with data starts last", load, "not measured");
        }
    }
}
