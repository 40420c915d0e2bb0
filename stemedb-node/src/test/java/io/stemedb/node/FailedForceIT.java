package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A force that fails for real: the disk of the node is a file system in a sparse file, and below that there is no more
 * room, so that the kernel finds out at the force that it cannot keep what it took.
 */
class FailedForceIT {
    private static final int MEBIBYTES = 64;
    private static final int BELOW_MEBIBYTES = 48;
    private static final int MOST_WRITES = 2_000;
    private static final String VALUE = "x".repeat(30_000);

    @TempDir
    Path folder;

    private final Set<Integer> acknowledged = new HashSet<>();
    private int sent;

    private RunningNode start(OwnDisk disk) throws IOException {
        Path config = Files.writeString(folder.resolve("node.toml"), "[journal]\nsegment_size = \"4MiB\"\n");
        return RunningNode.startOn(
                        disk,
                        folder,
                        "--data-dir",
                        disk.inside().resolve("data").toString(),
                        "--config",
                        config.toString())
                .awaitReady();
    }

    private HttpResponse<String> write(RunningNode node) throws Exception {
        int number = sent++;
        HttpResponse<String> answer = node.post(
                "/v1/assert",
                "application/json",
                "{\"concept_path\":\"eio/" + number + "\",\"predicate\":\"p\",\"source\":\"it\",\"value\":\"" + VALUE
                        + "\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}");
        if (answer.statusCode() == 201) {
            acknowledged.add(number);
        }
        return answer;
    }

    private HttpResponse<String> writeUntilNotAcknowledged(RunningNode node) throws Exception {
        for (int i = 0; i < MOST_WRITES; i++) {
            HttpResponse<String> answer = write(node);
            if (answer.statusCode() != 201) {
                return answer;
            }
        }
        throw new AssertionError("every force succeeded");
    }

    @Test
    void the_write_is_never_acknowledged_the_node_turns_read_only_and_a_restart_has_all_that_was() throws Exception {
        try (OwnDisk disk = OwnDisk.ext4OverSmallDisk(folder.resolve("disk"), MEBIBYTES, BELOW_MEBIBYTES)) {
            Path ballast;
            try (RunningNode node = start(disk)) {
                for (int i = 0; i < 5; i++) {
                    assertThat(write(node).statusCode()).isEqualTo(201);
                }
                ballast = disk.takeRoomBelow();

                HttpResponse<String> unknown = writeUntilNotAcknowledged(node);

                assertThat(unknown.statusCode()).as(unknown.body()).isEqualTo(504);
                assertThat(unknown.body()).contains("urn:stemedb:problem:outcome-unknown", "\"id\":\"");
                checkSaysSo(node);
                checkHeld(node);
                HttpResponse<String> next = write(node);
                assertThat(next.statusCode()).isEqualTo(503);
                assertThat(next.body()).contains("urn:stemedb:problem:read-only");
                node.kill();
                node.awaitEnd();
            }
            Files.delete(ballast);
            disk.remount(); // what the cache made of it is gone: only what is on the disk counts
            try (RunningNode node = start(disk)) {
                checkHeld(node);
                assertThat(write(node).statusCode()).isEqualTo(201);
                assertThat(node.get(node.httpPort, "/health/ready").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static void checkSaysSo(RunningNode node) throws Exception {
        HttpResponse<String> health = node.get(node.httpPort, "/v1/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("\"status\":\"read-only\"", "\"reason\":\"read-only\"", "journal");
        HttpResponse<String> ready = node.get(node.httpPort, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("read-only", "journal");
        assertThat(node.get(node.httpPort, "/metrics").body())
                .containsPattern("(?m)^stemedb_read_only(\\{.*})? 1\\.0$")
                .containsPattern("(?m)^stemedb_disk_full(\\{.*})? 0\\.0$");
        assertThat(node.console()).contains("error: the node turns read-only");
    }

    private void checkHeld(RunningNode node) throws Exception {
        for (int number : acknowledged) {
            String answer = node.post("/v1/query", "application/json", "{\"concept_path\":\"eio/" + number + "\"}")
                    .body();
            assertThat(answer.contains("\"value\":\"xxx"))
                    .as("claim %d", number)
                    .isTrue();
        }
    }
}
