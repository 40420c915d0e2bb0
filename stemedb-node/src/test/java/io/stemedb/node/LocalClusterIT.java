package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run --nodes} does once it has built. */
class LocalClusterIT {
    @TempDir
    Path folder;

    private Path data;
    private Path output;
    private int first;
    private Process process;

    @BeforeEach
    void choose() throws IOException {
        data = folder.resolve("some where");
        output = folder.resolve("console.txt");
        first = Ports.free();
    }

    private void start(String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("stemedb.command"))
                        .resolveSibling("local-cluster")
                        .toString(),
                "/nowhere",
                "--nodes=2",
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

    /** Its nodes are processes of their own, and go only if it stops them. */
    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(RunningNode.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(RunningNode.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    private String console() throws IOException {
        return Files.readString(output);
    }

    @Test
    void nodes_start_and_stop_together_and_go_on_if_one_is_killed() throws Exception {
        start("--sample");
        await().atMost(RunningNode.PATIENCE)
                .untilAsserted(() -> assertThat(console()).contains("Ctrl-C stops all nodes"));
        assertThat(console())
                .contains("node1  API http://127.0.0.1:" + first)
                .contains("node2  API http://127.0.0.1:" + (first + 10))
                .contains("sample: 11093 lines");
        for (int port : new int[] {first, first + 10}) {
            HttpURLConnection health = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/v1/health")
                    .toURL()
                    .openConnection();
            assertThat(health.getResponseCode()).isEqualTo(200);
        }

        long pid =
                Long.parseLong(Files.readString(data.resolve("node2/node.pid")).strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(RunningNode.PATIENCE)
                .untilAsserted(() -> assertThat(console()).contains("node2 has ended (exit code 137"));

        process.destroy();

        assertThat(exitCode()).as(console()).isZero();
        assertThat(console()).endsWith("all nodes have stopped\n");
        assertThat(data.resolve("node1.log")).content().endsWith("StemeDB has stopped\n");
    }

    @Test
    void if_one_node_does_not_start_it_is_told_why_and_no_other_stays() throws Exception {
        try (ServerSocket taken = new ServerSocket(first + 12, 1, InetAddress.getLoopbackAddress())) {
            start();

            assertThat(exitCode()).as(console()).isEqualTo(1);
            assertThat(console())
                    .contains("node2 did not start", "port " + taken.getLocalPort() + " on 127.0.0.1 is already in use")
                    .contains("--http-port PORT moves the ports of all nodes");
        }
        assertThat(data.resolve("node1/node.pid")).doesNotExist();
    }
}
