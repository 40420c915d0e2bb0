package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a stopped node is damaged: the node refuses what needs it, heals it, and answers again. */
class DamagedRunIT {
    private static final int CLAIMS = 6_000;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private String data() {
        return folder.resolve("data").toString();
    }

    private RunningNode started() throws IOException {
        Path config = Files.writeString(folder.resolve("node.toml"), "[store]\ntable_size = \"1MiB\"\n");
        return RunningNode.start(folder, "--data-dir", data(), "--config", config.toString())
                .awaitReady();
    }

    private static String path(int claim) {
        return "damage/" + claim;
    }

    private static void load(RunningNode node) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < CLAIMS; i++) {
            lines.append("{\"concept_path\":\"" + path(i) + "\",\"predicate\":\"p\",\"value\":" + i
                    + ",\"source\":\"it\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}\n");
        }
        assertThat(post(node, "/v1/assertions", "application/x-ndjson", lines.toString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> post(RunningNode node, String path, String type, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> query(RunningNode node, int claim) throws Exception {
        String body = "{\"concept_path\":\"" + path(claim) + "\",\"predicate\":\"p\",\"lens\":\"recency\"}";
        return post(node, "/v1/query", "application/json", body);
    }

    /** Zeros in every second block but those that an opening reads. */
    private Path damageARun() throws IOException {
        Path run;
        try (Stream<Path> files = Files.list(Path.of(data(), "db"))) {
            run = files.filter(file -> file.toString().endsWith(".mv"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        try (FileChannel file = FileChannel.open(run, StandardOpenOption.WRITE)) {
            for (long at = 3 * 4096; at < file.size() / 2; at += 2 * 4096) {
                file.write(ByteBuffer.allocate(4096), at);
            }
        }
        return run;
    }

    private int repair(String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("stemedb.command"), "repair"));
        command.addAll(List.of(
                "--data-dir", data(), "--config", folder.resolve("node.toml").toString()));
        command.addAll(List.of(flags));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("repair.txt").toFile());
        builder.environment().put("STEMEDB_HOME", Installation.home().toString());
        builder.environment().put("STEMEDB_CONFIG_DIR", "/nowhere");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(RunningNode.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    private String repairSaid() throws IOException {
        return Files.readString(folder.resolve("repair.txt"));
    }

    @Test
    void a_node_heals_a_run_that_was_damaged_while_it_was_stopped() throws Exception {
        try (RunningNode node = started()) {
            load(node);
            node.terminate();
            node.awaitEnd();
        }
        Path run = damageARun();
        try (RunningNode node = started()) {
            // The node meets the damage itself before it is ready, and heals beside those who ask.
            for (int i = 0; i < CLAIMS; i += 7) {
                HttpResponse<String> answer = query(node, i);
                if (answer.statusCode() == 503) {
                    assertThat(answer.body()).contains("urn:stemedb:problem:shard-unavailable");
                } else {
                    assertThat(answer.body()).containsPattern("\"value\"\\s*:\\s*" + i + "\\b");
                }
            }
            Awaitility.await("a healed run").atMost(RunningNode.PATIENCE).until(() -> {
                HttpResponse<String> health = node.get(node.httpPort, "/v1/health");
                assertThat(health.statusCode()).isEqualTo(200);
                return !health.body().contains("\"damaged\"");
            });
            for (int i = 0; i < CLAIMS; i += 7) {
                assertThat(query(node, i).body()).containsPattern("\"value\"\\s*:\\s*" + i + "\\b");
            }
            assertThat(node.get(node.httpPort, "/metrics").body())
                    .containsPattern(Pattern.compile("(?m)^stemedb_damaged_runs\\S* 0(\\.0)?$"));
            node.terminate();
            node.awaitEnd();
        }
        try (Stream<Path> aside = Files.list(Path.of(data(), "set-aside"))) {
            assertThat(aside.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith(run.getFileName() + "."));
        }
    }

    @Test
    void a_stopped_node_is_repaired_by_the_command() throws Exception {
        try (RunningNode node = started()) {
            load(node);
            assertThat(repair()).as("beside a running node").isEqualTo(1);
            assertThat(repairSaid()).contains("already runs on");
            node.terminate();
            node.awaitEnd();
        }
        assertThat(repair()).isZero();
        Path run = damageARun();
        assertThat(repair()).isEqualTo(3);
        assertThat(repairSaid()).contains(run.toString(), "made again from the journal", "--apply");
        assertThat(repair("--aply")).isEqualTo(2);
        assertThat(repair("--apply")).as(repairSaid()).isZero();
        assertThat(repairSaid())
                .as("what is logged meanwhile, in the launcher's form")
                .contains("stemedb-node: error: a run of")
                .doesNotContain("SEVERE", "io.stemedb.");
        assertThat(repair()).as(repairSaid()).isZero();
        try (RunningNode node = started()) {
            for (int i = 0; i < CLAIMS; i += 7) {
                assertThat(query(node, i).body()).containsPattern("\"value\"\\s*:\\s*" + i + "\\b");
            }
        }
    }
}
