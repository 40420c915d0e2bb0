package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run --nodes} does once it has built. */
class LocalClusterIT {
    @TempDir
    Path folder;

    private LocalCluster cluster;

    @BeforeEach
    void choose() throws IOException {
        cluster = new LocalCluster(folder);
    }

    @AfterEach
    void stop() throws InterruptedException {
        cluster.close();
    }

    @Test
    void nodes_start_and_stop_together_and_go_on_if_one_is_killed() throws Exception {
        cluster.start(2, "--sample");
        cluster.awaitReady();
        assertThat(cluster.console())
                .contains("node1  API http://127.0.0.1:" + cluster.port(1))
                .contains("node2  API http://127.0.0.1:" + cluster.port(2))
                .contains("sample: 11093 lines");
        for (int node = 1; node <= 2; node++) {
            assertThat(cluster.send(node, "GET", "/v1/health", "").statusCode()).isEqualTo(200);
            requireMetrics(cluster.port(node));
        }
        String export = get(cluster.port(1) + 1, "/admin/debug/export");
        assertThat(export)
                .contains("\"node_id\":\"node1\",\"error\":null", "\"node_id\":\"node2\",\"error\":null")
                .contains("\"path\":\"_stemedb/cluster/genesis\"", "\"cluster.secret_file\":");

        requireBackup();

        cluster.kill(2);
        requireFallenBehind();
        cluster.terminate();

        assertThat(cluster.exitCode()).as(cluster.console()).isZero();
        assertThat(cluster.console()).endsWith("all nodes have stopped\n");
        assertThat(cluster.data.resolve("node1.log")).content().endsWith("StemeDB has stopped\n");
    }

    private static String get(int port, String path) throws IOException {
        try (InputStream in =
                URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void requireMetrics(int port) {
        await().atMost(RunningNode.PATIENCE).untilAsserted(() -> {
            String numbers = get(port, "/metrics");
            assertThat(numbers)
                    .contains("\nstemedb_cluster_members{state=\"alive\"} 2.0\n")
                    .contains("\nstemedb_cluster_members{state=\"dead\"} 0.0\n")
                    .contains("\nstemedb_under_replicated_shards 0.0\n", "\nstemedb_leaderless_shards 0.0\n")
                    .contains("\nstemedb_cluster_violation{code=\"no-majority\"} 0.0\n")
                    .contains("\nstemedb_copies_waiting_bytes ")
                    .contains("\nstemedb_anti_entropy_runs_total{by=\"pull\"} ")
                    .contains("\nstemedb_anti_entropy_differences_total{by=\"comparison\"} ")
                    .contains("\nstemedb_anti_entropy_healed_records_total{by=\"comparison\"} ")
                    .containsPattern("\nstemedb_replication_waiting_bytes\\{peer=\"node[12]\"} ")
                    .containsPattern("\nstemedb_replication_lag_seconds\\{peer=\"node[12]\"} 0\\.")
                    .containsPattern("\nstemedb_peer_call_duration_seconds_count\\{call=\"beat\"} [1-9]");
            assertThat(numbers.split("\nstemedb_replication_lag_seconds")).hasSize(2);
        });
    }

    private int post(String path, String body) throws IOException {
        HttpURLConnection call = (HttpURLConnection) URI.create("http://127.0.0.1:" + (cluster.port(1) + 1) + path)
                .toURL()
                .openConnection();
        call.setRequestMethod("POST");
        call.setRequestProperty("Content-Type", "application/json");
        call.setDoOutput(true);
        call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return call.getResponseCode();
    }

    private String backupRequest() {
        return "{\"scope\":\"cluster\",\"to\":\"" + folder.resolve("backups") + "\"}";
    }

    /** Both take one into a folder of their own, and the manifest names them. */
    private void requireBackup() throws IOException {
        // The first may fall into the time in which lists still change.
        await().atMost(RunningNode.PATIENCE).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
            assertThat(post("/admin/backup", backupRequest())).isIn(202, 409);
            assertThat(manifests())
                    .contains("\"complete\":true,\"covers\":true,\"missing\":{}", "\"factor\":2")
                    .contains("\"have\":{\"shard_")
                    .containsPattern("\"node_id\":\"node1\",\"folder\":\"[^\"]*/backups/node1/20")
                    .containsPattern("\"node_id\":\"node2\",\"folder\":\"[^\"]*/backups/node2/20");
        });
    }

    private String manifests() throws IOException {
        StringBuilder all = new StringBuilder();
        Path backups = Files.createDirectories(folder.resolve("backups"));
        try (Stream<Path> files = Files.list(backups)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** Node 1 goes on alone: what it says of node 2 stays, and grows. */
    private void requireFallenBehind() throws IOException {
        await().atMost(RunningNode.PATIENCE)
                .untilAsserted(() -> assertThat(get(cluster.port(1), "/metrics"))
                        .contains("\nstemedb_cluster_members{state=\"dead\"} 1.0\n")
                        .contains("\nstemedb_cluster_violation{code=\"no-majority\"} 1.0\n")
                        .containsPattern("\nstemedb_replication_lag_seconds\\{peer=\"node2\"} [1-9][0-9]"));
        assertThat(post("/admin/backup", backupRequest()))
                .as("it would not be complete")
                .isEqualTo(409);
        assertThat(get(cluster.port(1) + 1, "/admin/debug/export"))
                .contains("\"node_id\":\"node1\",\"error\":null")
                .contains("{\"node_id\":\"node2\",\"error\":\"it does not answer\"}");
        assertThat(cluster.data.resolve("node1.log"))
                .content()
                .containsPattern("stemedb-node: election: leader of shard_[^\n]* is node1, before node2")
                .containsPattern("stemedb-node: rebalance: assign shard_[0-9]+ to ");
    }

    @Test
    void if_one_node_does_not_start_it_is_told_why_and_no_other_stays() throws Exception {
        try (ServerSocket taken = new ServerSocket(cluster.port(2) + 2, 1, InetAddress.getLoopbackAddress())) {
            cluster.start(2);

            assertThat(cluster.exitCode()).as(cluster.console()).isEqualTo(1);
            assertThat(cluster.console())
                    .contains("node2 did not start", "port " + taken.getLocalPort() + " on 127.0.0.1 is already in use")
                    .contains("--http-port PORT moves the ports of all nodes");
        }
        assertThat(cluster.data.resolve("node1/node.pid")).doesNotExist();
    }
}
