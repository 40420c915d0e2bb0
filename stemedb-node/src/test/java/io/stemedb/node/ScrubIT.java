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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A byte rots on the disk of a running node that nobody reads: a scrub finds it, and it is healed. Another one is held
 * and let go on.
 */
class ScrubIT {
    private static final int CLAIMS = 30_000;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private RunningNode started(String rate) throws IOException {
        Path config = Files.writeString(
                folder.resolve("node.toml"), "[store]\ntable_size = \"1MiB\"\n[scrub]\nrate = \"" + rate + "\"\n");
        return RunningNode.start(folder, "--data-dir", folder.resolve("data").toString(), "--config", config.toString())
                .awaitReady();
    }

    private static void load(RunningNode node) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < CLAIMS; i++) {
            lines.append("{\"concept_path\":\"scrub/" + i + "\",\"predicate\":\"p\",\"value\":" + i
                    + ",\"source\":\"it\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}\n");
        }
        assertThat(post(node.httpPort, "/v1/assertions", "application/x-ndjson", lines.toString()))
                .contains("\"failed\":0");
    }

    private static String post(int port, String path, String type, String body) throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    private static String operate(RunningNode node, String path) throws Exception {
        return post(node.gatewayPort, path, "application/json", "{}");
    }

    private static String task(RunningNode node, String started) throws Exception {
        Matcher id = Pattern.compile("\"task_id\":\"([^\"]+)\"").matcher(started);
        assertThat(id.find()).as(started).isTrue();
        return node.get(node.gatewayPort, "/admin/tasks/" + id.group(1)).body();
    }

    private static String awaitTask(RunningNode node, String started, String words) {
        Awaitility.await(words)
                .atMost(RunningNode.PATIENCE)
                .until(() -> task(node, started).contains(words));
        try {
            return task(node, started);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Path rot() throws IOException {
        List<Path> runs;
        try (Stream<Path> files = Files.list(folder.resolve("data/db"))) {
            runs = files.filter(file -> file.toString().endsWith(".mv"))
                    .sorted()
                    .toList();
        }
        try (FileChannel file = FileChannel.open(runs.get(0), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long at = file.size() / 3;
            file.read(one, at);
            one.put(0, (byte) ~one.get(0));
            file.write(one.flip(), at);
        }
        return runs.get(0);
    }

    @Test
    void what_rots_unread_is_found_and_healed() throws Exception {
        try (RunningNode node = started("0")) {
            load(node);
            String before = node.get(node.gatewayPort, "/cluster/shards").body();
            Path run = rot();
            String ended = awaitTask(node, operate(node, "/admin/scrub"), "\"state\":\"succeeded\"");
            assertThat(ended).contains("damages found: 1 in the store, 0 in the journal");
            Awaitility.await("a healed run")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> !node.get(node.httpPort, "/v1/health").body().contains("\"damaged\""));
            try (Stream<Path> aside = Files.list(folder.resolve("data/set-aside"))) {
                assertThat(aside.map(file -> file.getFileName().toString()))
                        .anyMatch(name -> name.startsWith(run.getFileName() + "."));
            }
            assertThat(roots(node.get(node.gatewayPort, "/cluster/shards").body()))
                    .as("as if nothing had been")
                    .isEqualTo(roots(before))
                    .hasSize(2 * 64);
            assertThat(awaitTask(node, operate(node, "/admin/scrub"), "\"state\":\"succeeded\""))
                    .contains("damages found: 0 in the store");
        }
    }

    private static List<String> roots(String shards) {
        return Pattern.compile("root\":\"[0-9a-f]{64}\"")
                .matcher(shards)
                .results()
                .map(found -> found.group())
                .toList();
    }

    @Test
    void a_slow_scrub_is_held_let_go_on_and_aborted_by_a_stop() throws Exception {
        try (RunningNode node = started("64KiB")) {
            load(node);
            String started = operate(node, "/admin/scrub");
            operate(node, "/admin/scrub/pause");
            awaitTask(node, started, "\"paused\":true");
            operate(node, "/admin/scrub/resume");
            assertThat(awaitTask(node, started, "\"paused\":false")).contains("\"state\":\"running\"");
            node.terminate();
            assertThat(node.awaitEnd()).isZero();
            assertThat(Files.readString(folder.resolve("data/log/server.0.log")))
                    .containsPattern("task \\S+ \\(scrub\\) aborted")
                    .doesNotContain("did not end in time");
        }
    }
}
