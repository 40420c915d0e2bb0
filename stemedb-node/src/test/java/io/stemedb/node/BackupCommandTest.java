package io.stemedb.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.stemedb.files.LocalDisk;
import io.stemedb.recorder.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code backup} asks of a gateway, and what it refuses itself. */
class BackupCommandTest {
    private static final String COMPLETE = "3 nodes, complete";
    private static final String MOVED = "3 nodes, not complete: a copy was moved, take another";
    private static final String DONE = "{\"task_id\":\"t1\",\"ended_at\":\"now\",\"state\":\"succeeded\","
            + "\"error\":null,\"progress\":1,\"what\":\"%s\"}";

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream both = new PrintStream(said, true, UTF_8);
    private final List<String> asked = new ArrayList<>();
    private HttpServer gateway;
    private String end = COMPLETE;

    @TempDir
    Path folder;

    @BeforeEach
    void listen() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] answer = DONE.replace("%s", end).getBytes(UTF_8);
            exchange.sendResponseHeaders(202, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("--to", folder.toString()));
        all.addAll(List.of(words));
        return new CommandLine(new BackupCommand(both, both)).execute(all.toArray(String[]::new));
    }

    private String url() {
        return "http://127.0.0.1:" + gateway.getAddress().getPort();
    }

    @Test
    void a_backup_of_a_node_is_asked_for_unless_another_scope_is_named() {
        assertThat(run("--gateway", url())).as(said.toString(UTF_8)).isZero();
        assertThat(run("--gateway", url(), "--scope", "node")).isZero();
        assertThat(asked)
                .hasSize(2)
                .allMatch(call -> call.startsWith("/admin/backup ") && call.contains("\"scope\":\"node\""));
    }

    @Test
    void a_backup_of_a_cluster_is_asked_for_and_its_end_is_said() {
        assertThat(run("--gateway", url(), "--scope", "cluster", "--copy")).isZero();
        assertThat(run("--gateway", url(), "--scope", "cluster", "--force")).isZero();
        assertThat(asked.get(0))
                .contains("\"scope\":\"cluster\"", "\"force\":false", "\"copy\":true", "\"to\":\"" + folder + "\"");
        assertThat(asked.get(1)).contains("\"scope\":\"cluster\"", "\"force\":true", "\"copy\":false");
        assertThat(said.toString(UTF_8)).contains(COMPLETE);
    }

    @Test
    void a_backup_that_is_not_complete_fails_unless_one_without_some_nodes_was_wanted() {
        end = MOVED;
        assertThat(run("--gateway", url(), "--scope", "cluster")).isEqualTo(1);
        assertThat(run("--gateway", url(), "--scope", "cluster", "--force")).isZero();
        assertThat(said.toString(UTF_8)).contains(MOVED);
    }

    @Test
    void flags_that_do_not_fit_are_refused_before_anybody_is_asked() {
        assertThat(run("--gateway", url(), "--scope", "shard")).isEqualTo(Main.FAULTY);
        assertThat(run("--gateway", url(), "--force")).isEqualTo(Main.FAULTY);
        assertThat(asked).isEmpty();
        assertThat(said.toString(UTF_8))
                .contains("--scope is node or cluster, not shard", "--force is for --scope cluster only");
    }

    @Test
    void a_node_that_is_stopped_takes_no_backup_of_its_cluster() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        new Identity(Identity.FORMAT, "node1", "00112233445566778899aabbccddeeff", 64, 7).write(new LocalDisk(), data);
        assertThat(run("--data-dir", data.toString(), "--scope", "cluster")).isEqualTo(1);
        assertThat(said.toString(UTF_8)).contains("no node runs on " + data, "--gateway http://HOST:PORT");
    }
}
