package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of which no machine is left comes back from its backup, on as many nodes or on fewer. */
class ClusterRestoreIT {
    private static final int CLAIMS = 2_000;

    @TempDir
    Path folder;

    @Test
    void a_cluster_is_restored_and_then_made_smaller() throws Exception {
        Path backups = folder.resolve("backups");
        Load load;
        try (RealCluster lost = RealCluster.onLoopback(folder.resolve("lost"), 3)) {
            lost.start(lost.all()).awaitHealthy();
            load = Load.batch(lost, "kept", 1, CLAIMS);
            backUp(lost, backups);
            verify(backups);
            Load.batch(lost, "behind", 2, 1);
        }
        try (RealCluster restored = RealCluster.onLoopback(folder.resolve("restored"), 3)) {
            restore(manifest(backups), restored);
            restored.start(restored.all()).awaitHealthy();
            Verdict.of(restored, "a cluster restored from its backup", load, "not measured");

            assertThat(restored.order(1, "/admin/cluster/remove", "{\"node_id\":\"node3\"}")
                            .statusCode())
                    .isEqualTo(202);
            awaitEnd(restored, 2, "remove");
            requireFoundAnywhere(restored);
            restored.stop(3);
            restored.awaitHealthy();
            Verdict.of(restored, "the same on two nodes", load, "not measured");
        }
    }

    /** The task is that of node 1. */
    private static void requireFoundAnywhere(RealCluster cluster) throws Exception {
        JsonNode task = new ObjectMapper()
                .readTree(cluster.gateway(1, "/admin/tasks"))
                .get("tasks")
                .get(0);
        String id = task.get("task_id").asText();
        assertThat(cluster.gateway(2, "/admin/tasks/" + id)).contains("\"owner\":\"node1\"", "\"state\":\"succeeded\"");
        assertThat(cluster.abort(2, id).statusCode())
                .as("it has ended, and stays as it is")
                .isEqualTo(200);
        assertThat(cluster.abort(2, "no-such-task").statusCode()).isEqualTo(404);
    }

    /** The first may fall into the time in which lists still change; then it says so. */
    private void backUp(RealCluster cluster, Path backups) {
        String gateway = "http://127.0.0.1:" + cluster.gatewayPort(1);
        await("a complete backup")
                .atMost(RunningNode.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    JsonNode made = manifest(backups);
                    if (made == null || !made.get("complete").asBoolean()) {
                        System.out.println(OperatorCommand.run(
                                folder, "backup", "--scope", "cluster", "--to", backups, "--gateway", gateway));
                    }
                    return made != null && made.get("complete").asBoolean();
                });
    }

    /** The newest is complete, so the verdict is good; it is not once the backup of a node is gone, and says which. */
    private void verify(Path backups) throws Exception {
        OperatorCommand well = OperatorCommand.run(folder, "verify", backups);
        assertThat(well.exitCode()).as(well.said()).isZero();
        assertThat(well.said()).contains("verdict: well: ", "for each of its 3 nodes");

        Path there = Path.of(manifest(backups).get("nodes").get(1).get("folder").asText());
        Path away = Files.move(there, folder.resolve("away"));
        OperatorCommand missing = OperatorCommand.run(folder, "verify", backups);
        assertThat(missing.exitCode()).as(missing.said()).isEqualTo(1);
        assertThat(missing.said())
                .contains("NOT WELL node2: its backup " + there + " is missing", "verdict: not well: ");
        Files.move(away, there);
    }

    /** Asks another node than the one whose task it is. */
    private static void awaitEnd(RealCluster cluster, int asked, String kind) {
        await("the end of " + kind)
                .atMost(RunningNode.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    JsonNode all = new ObjectMapper().readTree(cluster.gateway(asked, "/admin/tasks"));
                    for (JsonNode task : all.get("tasks")) {
                        if (task.get("kind").asText().equals(kind)) {
                            return !task.get("ended_at").isNull();
                        }
                    }
                    return false;
                });
    }

    /** The newest, or null. */
    static JsonNode manifest(Path backups) throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(backups))) {
            List<Path> manifests = files.filter(
                            file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
            return manifests.isEmpty()
                    ? null
                    : new ObjectMapper()
                            .readTree(manifests.get(manifests.size() - 1).toFile());
        }
    }

    private void restore(JsonNode manifest, RealCluster restored) throws Exception {
        for (int node : restored.all()) {
            for (JsonNode backup : manifest.get("nodes")) {
                if (backup.get("node_id").asText().equals(RealCluster.id(node))) {
                    Files.createDirectories(restored.folder(node));
                    OperatorCommand done = OperatorCommand.run(
                            folder, "restore", "--from", backup.get("folder").asText(), "--to", restored.data(node));
                    assertThat(done.exitCode()).as(done.said()).isZero();
                }
            }
        }
    }
}
