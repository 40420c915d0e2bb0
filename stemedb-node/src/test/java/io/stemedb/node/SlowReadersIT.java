package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that ask for much and read nothing, or not to the end: a small heap bears them, and the log is quiet about
 * them.
 */
class SlowReadersIT {
    private static final int CLAIMS = 160;
    private static final int READERS = 128;
    private static final String VALUE = "x".repeat(60_000);
    private static final String HOST = "Host: localhost\r\n";
    private static final String LARGE = "{\"concept_path\":\"slow/*\",\"lens\":\"all\",\"limit\":1000}";
    private static final Pattern SLOW = Pattern.compile("(?m)^stemedb_slow_readers_total\\S* ([0-9.]+)$");

    @TempDir
    static Path folder;

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.start(folder, "--data-dir", folder.resolve("data").toString())
                .awaitReady();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < CLAIMS; i++) {
            lines.append("{\"concept_path\":\"slow/" + i + "\",\"predicate\":\"p\",\"source\":\"it\",\"value\":\""
                    + VALUE + "\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}\n");
        }
        assertThat(node.post("/v1/assertions", "application/x-ndjson", lines.toString())
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void the_log_is_quiet() throws Exception {
        try (RunningNode running = node) {
            assertThat(running.get(running.httpPort, "/v1/health").statusCode()).isEqualTo(200);
            assertThat(Files.readString(folder.resolve("data/log/server.0.log")))
                    .doesNotContain("\tat ", "SEVERE", "WARNING");
        }
    }

    private static String query() {
        return "POST /v1/query HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                + LARGE.length() + "\r\n\r\n" + LARGE;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    /** A client with little room for what it does not read. */
    private static Socket asking(String request) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(90_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.httpPort));
        socket.getOutputStream().write(RawHttp.bytes(request));
        return socket;
    }

    private static double cutOff() throws Exception {
        Matcher count = SLOW.matcher(node.get(node.httpPort, "/metrics").body());
        assertThat(count.find()).isTrue();
        return Double.parseDouble(count.group(1));
    }

    @Test
    void many_who_read_nothing_are_bounded_and_cut_off_and_leave_everyone_else_alone() throws Exception {
        List<Socket> readers = new ArrayList<>();
        int refused = 0;
        try {
            for (int i = 0; i < READERS; i++) {
                readers.add(asking(i % 4 == 3 ? get("/v1/export") : query()));
            }
            for (Socket reader : readers) {
                if (firstLine(reader).contains(" 429 ")) {
                    refused++;
                }
            }
            assertThat(refused).as("refused while others held the budget").isPositive();
            assertThat(node.post("/v1/query", "application/json", "{\"concept_path\":\"slow/1\"}")
                            .statusCode())
                    .isEqualTo(200);
            Awaitility.await("the first are given up")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> cutOff() > 0);
            Awaitility.await("room for a large answer")
                    .atMost(RunningNode.PATIENCE)
                    .until(() ->
                            node.post("/v1/query", "application/json", LARGE).statusCode() == 200);
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
    }

    /** A byte at a time: what is behind the line must stay unread. */
    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        try {
            for (int octet = socket.getInputStream().read(); octet >= 0 && octet != '\n'; ) {
                line.append((char) octet);
                octet = socket.getInputStream().read();
            }
        } catch (SocketTimeoutException nothing) {
            throw new AssertionError("no answer at all", nothing);
        }
        return line.toString();
    }

    @Test
    void who_breaks_off_a_large_answer_is_no_news() throws Exception {
        for (int round = 0; round < 8; round++) {
            for (String request :
                    new String[] {query(), get("/v1/export"), get("/v1/contradictions"), get("/v1/changes")}) {
                try (Socket socket = asking(request)) {
                    if (round % 2 == 0) {
                        assertThat(firstLine(socket)).startsWith("HTTP/1.1 ");
                    } else {
                        socket.setSoLinger(true, 0); // gone at once, with a reset
                    }
                }
            }
        }
        assertThat(node.get(node.httpPort, "/v1/health").statusCode()).isEqualTo(200);
    }
}
