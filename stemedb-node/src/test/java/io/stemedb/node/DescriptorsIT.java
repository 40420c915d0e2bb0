package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that hold more connections than the process may have files, on a node that has refused nothing before. */
class DescriptorsIT {
    private static final int LIMIT = 420;
    private static final int CLIENTS = 500;
    private static final String HOST = "Host: localhost\r\n";
    private static final String HEALTH = "GET /v1/health HTTP/1.1\r\n" + HOST + "\r\n";

    @TempDir
    static Path folder;

    private static String post(String path, String type, String body) {
        return "POST " + path + " HTTP/1.1\r\n" + HOST + "Content-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    /** One answer with a length, of a connection that stays. */
    private static String ask(Socket kept, String request) throws IOException {
        kept.getOutputStream().write(RawHttp.bytes(request));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = kept.getInputStream().read();
            if (octet < 0) {
                throw new IOException("closed behind " + head);
            }
            head.append((char) octet);
        }
        String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        return head + new String(kept.getInputStream().readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    /** Larger than a segment of the journal and several tables: files have to be opened for it. */
    private static String claims() {
        StringBuilder lines = new StringBuilder();
        String value = "x".repeat(1_000);
        for (int i = 0; i < 6_000; i++) {
            lines.append("{\"concept_path\":\"many/" + i + "\",\"predicate\":\"p\",\"source\":\"it\",\"value\":\""
                    + value + "\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}\n");
        }
        return lines.toString();
    }

    @Test
    void clients_who_take_all_connections_keep_nobody_from_writing_and_leave_nothing_behind() throws Exception {
        Path config = Files.writeString(
                folder.resolve("node.toml"), "[journal]\nsegment_size = \"4MiB\"\n[store]\ntable_size = \"1MiB\"\n");
        String[] flags = {"--data-dir", folder.resolve("data").toString(), "--config", config.toString()};
        try (RunningNode node = RunningNode.startBehind(
                List.of("sh", "-c", "ulimit -n " + LIMIT + "; exec \"$@\"", "sh"), folder, flags)) {
            node.awaitReady();
            assertThat(node.console()).contains("may open " + LIMIT, "limits.connections = 4096", "ulimit -n");
            assertThat(Files.readString(folder.resolve("data/log/server.0.log")))
                    .contains("limits.connections = 4096");
            List<Socket> idle = new ArrayList<>();
            try (Socket kept = RawHttp.open(node.httpPort);
                    Socket refused = RawHttp.open(node.httpPort)) {
                assertThat(ask(kept, HEALTH)).startsWith("HTTP/1.1 200 ");
                assertThat(ask(refused, HEALTH)).startsWith("HTTP/1.1 200 ");
                for (int i = 0; i < CLIENTS; i++) {
                    Socket client = RawHttp.open(node.httpPort);
                    idle.add(client);
                    try {
                        client.getOutputStream().write(RawHttp.bytes(HEALTH));
                    } catch (IOException turnedAway) {
                        // As it must be for some.
                    }
                }
                meanwhile(node, kept, refused);
            } finally {
                for (Socket client : idle) {
                    client.close();
                }
            }
            afterwards(node);
            node.kill();
            node.awaitEnd();
        }
        try (RunningNode again = RunningNode.start(folder, flags).awaitReady()) {
            assertThat(again.get(again.httpPort, "/v1/health").body()).contains("\"assertion_count\":6002,");
        }
    }

    /** @param refused of its own, as a refusal of a body closes its connection */
    private static void meanwhile(RunningNode node, Socket kept, Socket refused) throws Exception {
        Awaitility.await("one too many is told so")
                .atMost(RunningNode.PATIENCE)
                .untilAsserted(() -> assertThat(RawHttp.send(node.httpPort, HEALTH))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("Retry-After: 1\r\n", "application/problem+json", "limits.connections"));
        assertThat(node.get(node.gatewayPort, "/v1/health").statusCode()).isEqualTo(200);
        assertThat(node.get(node.gatewayPort, "/health/ready").statusCode()).isEqualTo(200);
        assertThat(ask(refused, post("/v1/assert", "application/json", "{\"x\"")))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
        assertThat(ask(kept, post("/v1/assert", "application/json", claim(1)))).startsWith("HTTP/1.1 201 ");
        assertThat(ask(kept, post("/v1/assertions", "application/x-ndjson", claims())))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"created\":6000");
        assertThat(ask(kept, HEALTH)).contains("\"status\":\"healthy\"");
    }

    private static String claim(int number) {
        return "{\"concept_path\":\"one\",\"predicate\":\"p\",\"source\":\"it\",\"value\":" + number
                + ",\"asserted_at\":\"2026-01-01T00:00:00Z\"}";
    }

    private static void afterwards(RunningNode node) {
        Awaitility.await("room for others")
                .atMost(RunningNode.PATIENCE)
                .untilAsserted(() -> assertThat(node.post("/v1/assert", "application/json", claim(2))
                                .statusCode())
                        .isIn(200, 201));
        Object[][] calls = {
            {"/v1/assert", "{\"x\"", 400}, {"/v1/assertions", "x", 415}, {"/v1/nothing", null, 404},
            {"/v1/history?concept_path=a", null, 400}, {"/health/ready", null, 200}, {"/metrics", null, 200},
            {"/v1/export?prefix=one", null, 200}
        };
        for (Object[] call : calls) {
            Awaitility.await((String) call[0]).atMost(RunningNode.PATIENCE).untilAsserted(() -> {
                var answer = call[1] == null
                        ? node.get(node.httpPort, (String) call[0])
                        : node.post((String) call[0], "application/json", (String) call[1]);
                assertThat(answer.statusCode()).isEqualTo(call[2]);
                assertThat(answer.body()).isNotEmpty();
            });
        }
    }
}
