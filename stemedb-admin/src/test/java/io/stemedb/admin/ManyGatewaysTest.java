package io.stemedb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several addresses, gateways that behave badly, and tokens. */
class ManyGatewaysTest {
    private static final String NOBODY = "http://127.0.0.1:1";

    /** Takes connections, reads what comes, and answers with some text or nothing. */
    private static final class Odd implements AutoCloseable {
        private final ServerSocket server;
        private final AtomicInteger connections = new AtomicInteger();

        Odd(String answer) throws IOException {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(answer), "odd");
            thread.setDaemon(true);
            thread.start();
        }

        /** Without an answer it keeps the connection, and says nothing. */
        @SuppressWarnings("resource") // what is kept open ends with the process
        private void serve(String answer) {
            try {
                while (true) {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    if (answer != null) {
                        InputStream in = socket.getInputStream();
                        in.read(new byte[8192]);
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                        socket.close();
                    }
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        String address() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        int connections() {
            return connections.get();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void the_first_gateway_that_can_be_connected_to_answers() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster();
                FakeGateway other = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = new Session()
                    .run("node node2 shards --gateway " + NOBODY + "," + gateway.address() + "," + other.address());
            assertThat(result.code()).as("%s", result).isZero();
            assertThat(gateway.asked()).hasSize(2);
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void all_addresses_are_named_if_none_can_be_connected_to() {
        Session.Result result = new Session().run("node list --gateway 127.0.0.1:1,http://127.0.0.1:2");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("http://127.0.0.1:1 (", "http://127.0.0.1:2 (");
    }

    @Test
    void another_gateway_is_asked_if_one_does_not_answer_what_is_read() throws IOException {
        try (Odd silent = new Odd(null);
                FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = new Session()
                    .run("cluster health --timeout 100ms --gateway " + silent.address() + "," + gateway.address());
            assertThat(result.code()).as("%s", result).isZero();
        }
    }

    @Test
    void no_answer_in_time_has_a_code_of_its_own() throws IOException {
        try (Odd silent = new Odd(null)) {
            Session.Result result = new Session().run("cluster health --timeout 100ms --gateway " + silent.address());
            assertThat(result.code()).isEqualTo(6);
            assertThat(result.err())
                    .contains("no answer within 100 ms", "--timeout")
                    .doesNotContain("unhealthy");
        }
    }

    @Test
    void a_change_is_sent_once_though_nobody_knows_what_came_of_it() throws IOException {
        try (Odd broken = new Odd("");
                Odd silent = new Odd(null);
                FakeGateway other = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = new Session().run("scrub --gateway " + broken.address() + "," + other.address());
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("may have begun all the same", "task list");
            assertThat(broken.connections()).isEqualTo(1);
            result = new Session().run("scrub --timeout 100ms --gateway " + silent.address() + "," + other.address());
            assertThat(result.code()).isEqualTo(6);
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void what_is_no_gateway_is_named_as_such() throws IOException {
        try (Odd html = new Odd(page("200 OK", ""));
                Odd proxy = new Odd(page("502 Bad Gateway", ""));
                Odd moved = new Odd(page("302 Found", "Location: http://127.0.0.1:2/\r\n"))) {
            Session.Result result = new Session().run("node list --gateway " + html.address());
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("something else than JSON");
            assertThat(new Session()
                            .run("node list --gateway " + proxy.address())
                            .err())
                    .contains("status 502");
            assertThat(new Session()
                            .run("node list --gateway " + moved.address())
                            .err())
                    .contains("not followed");
        }
    }

    private static String page(String status, String header) {
        return "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + header + "Content-Length: 4\r\n\r\n<p/>";
    }

    @Test
    void a_token_comes_from_a_file_or_a_variable_and_is_never_shown(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "stt_file\n");
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session session = Session.with(gateway).set("STEMEDB_TOKEN", "stt_variable");
            Session.Result result = session.run("cluster health --verbose");
            assertThat(result.err())
                    .contains("GET", "< 200", "Bearer (not shown)")
                    .doesNotContain("stt_");
            session.set("STEMEDB_TOKEN_FILE", file.toString()).run("cluster health");
            Files.writeString(folder.resolve("other"), "stt_other");
            session.run("cluster health --token-file " + folder.resolve("other"));
            assertThat(gateway.tokens()).containsExactly("Bearer stt_variable", "Bearer stt_file", "Bearer stt_other");
            Files.writeString(folder.resolve("odd"), "two\nlines");
            result = session.run("cluster health --token-file " + folder.resolve("odd"));
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("holds no token").doesNotContain("two");
        }
    }

    @Test
    void a_gateway_is_told_which_client_asks() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session.with(gateway).run("scrub");
            assertThat(gateway.clients()).singleElement().asString().matches("cli/[0-9][A-Za-z0-9.-]*");
        }
    }

    @Test
    void who_sends_a_token_unencrypted_to_another_machine_is_warned_once() {
        String others = "http://stemedb.invalid:1,http://stemedb.invalid:2";
        Session session = new Session().set("STEMEDB_TOKEN", "stt_secret");
        String said = session.run("node list --gateway " + others).err();
        assertThat(said).containsOnlyOnce("warning: the token goes to http://stemedb.invalid:1 unencrypted");
        assertThat(said).doesNotContain("stt_secret");
        assertThat(session.run("node list --gateway https://stemedb.invalid:1").err())
                .doesNotContain("warning");
        assertThat(session.run("node list --gateway " + NOBODY).err()).doesNotContain("warning");
        assertThat(new Session().run("node list --gateway " + others).err()).doesNotContain("warning");
        assertThat(session.run("completion bash --gateway " + others).err()).isEmpty();
    }

    @Test
    void watching_shows_it_again_and_goes_on_while_a_gateway_is_away() {
        try (FakeGateway gateway = FakeGateway.ofAnyHealthyCluster()) {
            Session.Result result = Session.with(gateway).patientFor(2).run("cluster health --watch 5");
            assertThat(result.out().split("Cluster is healthy", -1)).hasSize(4);
        }
        Session.Result result = new Session().patientFor(2).run("--watch cluster health --gateway " + NOBODY);
        assertThat(result.err().lines()).hasSize(3).allMatch(line -> line.contains("cannot connect"));
    }
}
