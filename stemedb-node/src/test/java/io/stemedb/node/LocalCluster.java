package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Local nodes of one cluster, started and stopped together as {@code ./run --nodes} does once it has built. */
final class LocalCluster implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Several nodes start at once, and share the processors. */
    private static final Duration START = RunningNode.PATIENCE.multipliedBy(3);

    /** The port of the first node's API; those of the others are ten apart. */
    final int first = Ports.free();

    final Path data;
    private final Path output;
    private Process process;

    LocalCluster(Path folder) throws IOException {
        data = folder.resolve("some where");
        output = folder.resolve("console.txt");
    }

    void start(int nodes, String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("stemedb.command"))
                        .resolveSibling("local-cluster")
                        .toString(),
                "/nowhere",
                "--nodes=" + nodes,
                "--data-dir",
                data.toString(),
                "--http-port",
                Integer.toString(first)));
        command.addAll(List.of(flags));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STEMEDB_"));
        builder.environment().put("STEMEDB_HOME", Installation.home().toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.start();
    }

    void awaitReady() {
        await().atMost(START).untilAsserted(() -> assertThat(console()).contains("Ctrl-C stops all nodes"));
    }

    /** The port of a node's API; nodes count from 1. */
    int port(int node) {
        return first + 10 * (node - 1);
    }

    /** Ends the process of a node at once. */
    void kill(int node) throws IOException {
        String pid = Files.readString(data.resolve("node" + node + "/node.pid")).strip();
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        await().atMost(RunningNode.PATIENCE)
                .untilAsserted(() -> assertThat(console()).contains("node" + node + " has ended (exit code 137"));
    }

    /** Asks a node. */
    HttpResponse<String> send(int node, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(node) + path))
                .timeout(RunningNode.PATIENCE)
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    void terminate() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(RunningNode.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    String console() throws IOException {
        return Files.readString(output);
    }

    /** Its nodes are processes of their own, and go only if it stops them. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        exitCode();
    }
}
