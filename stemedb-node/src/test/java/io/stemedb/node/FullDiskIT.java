package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node on a real disk without room: it refuses writes, reads on, starts again, and takes writes by itself once there
 * is room.
 */
class FullDiskIT {
    private static final int MEBIBYTES = 48;
    private static final int MOST_WRITES = 1_000;
    private static final String VALUE = "x".repeat(60_000);

    @TempDir
    Path folder;

    private final List<Integer> acknowledged = new ArrayList<>();
    private int sent;

    private RunningNode start(OwnDisk disk) throws IOException {
        Path config = Files.writeString(
                folder.resolve("node.toml"), "[journal]\nsegment_size = \"4MiB\"\n[store]\ntable_size = \"1MiB\"\n");
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
                "{\"concept_path\":\"full/" + number + "\",\"predicate\":\"p\",\"source\":\"it\",\"value\":\"" + VALUE
                        + "\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}");
        if (answer.statusCode() == 201) {
            acknowledged.add(number);
        }
        return answer;
    }

    private HttpResponse<String> writeUntilRefused(RunningNode node) throws Exception {
        for (int i = 0; i < MOST_WRITES; i++) {
            HttpResponse<String> answer = write(node);
            if (answer.statusCode() != 201) {
                return answer;
            }
        }
        throw new AssertionError("never refused");
    }

    /** Everything acknowledged is there, and nothing that was refused. */
    private void checkHeld(RunningNode node) throws Exception {
        assertThat(acknowledged).isNotEmpty();
        for (int number = 0; number < sent; number++) {
            String answer = node.post("/v1/query", "application/json", "{\"concept_path\":\"full/" + number + "\"}")
                    .body();
            assertThat(answer.contains("\"value\":\"xxx"))
                    .as("claim %d", number)
                    .isEqualTo(acknowledged.contains(number));
        }
        assertThat(node.get(node.httpPort, "/v1/health").body())
                .contains("\"assertion_count\":" + acknowledged.size() + ",");
    }

    private static void checkSaysSo(RunningNode node) throws Exception {
        HttpResponse<String> health = node.get(node.httpPort, "/v1/health");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("\"status\":\"read-only\"", "\"reason\":\"disk-full\"");
        HttpResponse<String> ready = node.get(node.httpPort, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("stemedb-ready", "disk-full");
        assertThat(node.get(node.httpPort, "/health/live").statusCode()).isEqualTo(200);
        assertThat(node.get(node.httpPort, "/metrics").body())
                .containsPattern("(?m)^stemedb_disk_full(\\{.*})? 1\\.0$")
                .containsPattern("(?m)^stemedb_read_only(\\{.*})? 1\\.0$");
    }

    private void awaitWritable(RunningNode node) {
        Awaitility.await("writes go on by themselves")
                .atMost(Duration.ofSeconds(30))
                .until(() -> write(node).statusCode() == 201);
    }

    private static void checkRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
        assertThat(answer.body()).contains("urn:stemedb:problem:disk-full", "nothing was stored");
    }

    @Test
    void it_refuses_writes_says_so_reads_on_and_loses_nothing_by_a_kill() throws Exception {
        try (OwnDisk disk = OwnDisk.tmpfs(folder.resolve("disk"), MEBIBYTES)) {
            Path ballast;
            try (RunningNode node = start(disk)) {
                ballast = disk.fill(disk.inside(), "ballast");
                checkRefused(writeUntilRefused(node));
                checkSaysSo(node);
                checkHeld(node);
                Files.delete(ballast);
                awaitWritable(node);
                ballast = disk.fill(disk.inside(), "ballast");
                checkRefused(writeUntilRefused(node));
                node.kill();
                node.awaitEnd();
            }
            Path more = disk.fill(disk.inside(), "more"); // there is no room left for anything by now
            try (RunningNode node = start(disk)) {
                assertThat(node.console()).contains("hardly any room");
                checkHeld(node);
                checkRefused(writeUntilRefused(node)); // the end of its segment may still have been free
                checkSaysSo(node);
                checkHeld(node);
                Files.delete(more);
                Files.delete(ballast);
                awaitWritable(node);
                checkHeld(node);
                assertThat(node.get(node.httpPort, "/v1/health").statusCode()).isEqualTo(200);
                node.terminate();
                assertThat(node.awaitEnd()).isZero();
            }
            try (RunningNode node = start(disk)) {
                checkHeld(node);
                node.terminate(); // in order: it works among the machine's temporary files
                assertThat(node.awaitEnd()).isZero();
            }
        }
    }
}
