package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 9110 and 9112 promise to clients that are honest, but not the usual ones. */
class MannersIT {
    private static final String HOST = "Host: localhost\r\n";
    private static final String CLOSE = "Connection: close\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String LINES = "Content-Type: application/x-ndjson\r\n";
    private static final String QUESTION = "{\"concept_path\":\"a\"}";

    @TempDir
    static Path folder;

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.start(folder, "--data-dir", folder.resolve("data").toString())
                .awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    private static String call(String method, String path, String headers, String body) {
        return method + " " + path + " HTTP/1.1\r\n" + HOST + CLOSE + headers + "\r\n" + body;
    }

    private static String sized(String method, String path, String headers, String body) {
        return call(method, path, headers + "Content-Length: " + body.length() + "\r\n", body);
    }

    private static String api(String request) throws Exception {
        return RawHttp.send(node.httpPort, request);
    }

    private static String gateway(String request) throws Exception {
        return RawHttp.send(node.gatewayPort, request);
    }

    private static String head(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n") + 2);
    }

    /** Names and values that must be the same however the answer is asked for. */
    private static List<String> described(String answer) {
        return head(answer)
                .lines()
                .skip(1)
                .filter(line -> !line.matches("(?i)(Date|Content-Length|Transfer-Encoding): .*"))
                .sorted()
                .toList();
    }

    @Test
    void extensions_of_chunks_are_passed_over() throws Exception {
        String chunked = JSON + "Transfer-Encoding: chunked\r\n";
        String body = "2;a=b;c=\"d;e\"\r\n{\"\r\n12 ;sig=" + "f".repeat(64) + "\r\n" + QUESTION.substring(2)
                + "\r\n0;last\r\nX: y\r\n\r\n";
        assertThat(api(call("POST", "/v1/query", chunked, body)))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"results\"");
        String long1 = "14;" + "x".repeat(5_000) + "\r\n" + QUESTION + "\r\n0\r\n\r\n";
        assertThat(api(call("POST", "/v1/query", chunked, long1)))
                .startsWith("HTTP/1.1 400 ")
                .contains("extensions", "1024");
    }

    @Test
    void a_chunked_body_may_come_byte_by_byte_and_the_next_request_behind_it() throws Exception {
        String first = "POST /v1/query HTTP/1.1\r\n" + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n14;e\r\n"
                + QUESTION + "\r\n0\r\n\r\n";
        try (Socket socket = RawHttp.open(node.httpPort)) {
            socket.setTcpNoDelay(true);
            for (byte one : RawHttp.bytes(first)) {
                socket.getOutputStream().write(one);
            }
            socket.getOutputStream().write(RawHttp.bytes(first + call("GET", "/v1/health", "", "")));
            assertThat(RawHttp.rest(socket).split("HTTP/1.1 200 ", -1)).hasSize(1 + 3);
        }
    }

    static Stream<String> read() {
        return Stream.of(
                "/",
                "/v1/health",
                "/v1/sources",
                "/v1/concepts",
                "/v1/contradictions",
                "/v1/export",
                "/v1/history?concept_path=a",
                "/metrics",
                "/health",
                "/health/live",
                "/health/ready",
                "/health/started",
                "/openapi",
                "/openapi.json");
    }

    @ParameterizedTest
    @MethodSource("read")
    void a_head_says_what_the_answer_would_and_no_length_that_it_would_not_have(String path) throws Exception {
        String whole = api(call("GET", path, "", ""));
        String head = api(call("HEAD", path, "", ""));

        assertThat(head).startsWith(whole.substring(0, "HTTP/1.1 200".length())).endsWith("\r\n\r\n");
        assertThat(head.substring(head.indexOf("\r\n\r\n"))).isEqualTo("\r\n\r\n");
        assertThat(described(head)).isEqualTo(described(whole));
        assertThat(head).doesNotContain("Content-Length: 0\r\n");
    }

    @Test
    void a_head_of_a_stream_without_end_comes_at_once() throws Exception {
        assertThat(api(call("HEAD", "/v1/changes", "", "")))
                .startsWith("HTTP/1.1 200 ")
                .contains("text/event-stream")
                .doesNotContain("Content-Length");
        assertThat(api(call("HEAD", "/v1/contradictions", "Accept: application/x-ndjson\r\n", "")))
                .startsWith("HTTP/1.1 200 ")
                .contains("application/x-ndjson")
                .doesNotContain("Content-Length");
    }

    /** What cannot be had, and what the hint must name. */
    static Stream<String[]> notHad() {
        return Stream.of(
                new String[] {"/v1/sources", "application/json"},
                new String[] {"/v1/contradictions", "application/json or application/x-ndjson"},
                new String[] {"/v1/export", "application/x-ndjson"},
                new String[] {"/v1/changes", "text/event-stream"},
                new String[] {"/metrics", "text/plain"},
                new String[] {"/health", "application/json"},
                new String[] {"/openapi", "application/yaml or application/json"},
                new String[] {"/openapi.json", "application/json"},
                new String[] {"/", "application/json or text/html"});
    }

    @ParameterizedTest
    @MethodSource("notHad")
    void what_cannot_be_had_is_refused_with_all_that_can(String path, String types) throws Exception {
        for (String accept : new String[] {"image/png", "*/*;q=0", "image/png, */*;q=0.0"}) {
            assertThat(api(call("GET", path, "Accept: " + accept + "\r\n", "")))
                    .as(accept)
                    .startsWith("HTTP/1.1 406 ")
                    .contains("application/problem+json", "send Accept: " + types + ", or leave it out");
        }
    }

    @Test
    void a_quality_of_nothing_is_a_no_also_where_anything_is_taken() throws Exception {
        String no = "Accept: application/json;q=0, */*\r\n";
        assertThat(api(sized("POST", "/v1/query", JSON + no, QUESTION))).startsWith("HTTP/1.1 406 ");
        assertThat(api(call("GET", "/v1/sources", no, ""))).startsWith("HTTP/1.1 406 ");
        assertThat(api(call("GET", "/v1/sources", "Accept: */*\r\nAccept: application/json;q=0\r\n", "")))
                .startsWith("HTTP/1.1 406 ");
        assertThat(api(call("GET", "/v1/contradictions", no, ""))).contains("Content-Type: application/x-ndjson");
        assertThat(api(sized("POST", "/v1/assertions?dry_run=true", LINES + no, "{}\n")))
                .contains("Content-Type: application/x-ndjson");
        assertThat(api(call("DELETE", "/v1/sources", "Accept: image/png\r\n", "")))
                .startsWith("HTTP/1.1 405 ");
        assertThat(api(call("GET", "/v1/nothing", "Accept: image/png\r\n", ""))).startsWith("HTTP/1.1 404 ");
    }

    static Stream<String> answered() {
        return Stream.of(
                call("GET", "/v1/health", "", ""),
                call("GET", "/metrics", "", ""),
                call("GET", "/health", "", ""),
                call("GET", "/v1/export", "", ""),
                call("HEAD", "/v1/export", "", ""),
                call("OPTIONS", "/v1/query", "", ""),
                call("GET", "/v1/nothing", "", ""),
                call("TRACE", "/v1/query", "", ""),
                call("GET", "/cluster/shards", "", ""),
                call("GET", "/v1//query", "", ""),
                call("GET", "/v1/sources", "Accept: image/png\r\n", ""),
                sized("POST", "/v1/query", JSON, QUESTION),
                sized("POST", "/v1/query", JSON, "x"),
                "GET / HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001");
    }

    @ParameterizedTest
    @MethodSource("answered")
    void every_answer_says_when_it_was_made(String request) throws Exception {
        assertThat(head(api(request)).lines().filter(line -> line.startsWith("Date: ")))
                .singleElement()
                .asString()
                .matches("Date: [A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
    }

    private static String expecting(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\n" + HOST + headers + "Expect: 100-continue\r\n\r\n";
    }

    static Stream<String[]> refusedByTheHead() {
        return Stream.of(
                new String[] {"/v1/assert", JSON + "Content-Length: 99999999\r\n", "413"},
                new String[] {"/v1/retract", JSON + "Content-Length: 99999999\r\n", "413"},
                new String[] {"/v1/assert", "Content-Type: text/plain\r\nContent-Length: 5\r\n", "415"},
                new String[] {"/v1/assertions", JSON + "Content-Length: 5\r\n", "415"},
                new String[] {"/v1/assertions?ack=x", LINES + "Content-Length: 5\r\n", "400"},
                new String[] {"/v1/query/batch", JSON + "Content-Length: 5\r\n", "415"},
                new String[] {"/v1/query?x=1", JSON + "Content-Length: 5\r\n", "400"},
                new String[] {"/v1/query", JSON + "Content-Length: 5\r\nAccept: image/png\r\n", "406"},
                new String[] {"/v1/nothing", JSON + "Content-Length: 5\r\n", "404"},
                new String[] {"/v1/sources", JSON + "Content-Length: 5\r\n", "405"},
                new String[] {"/admin/compact", JSON + "Content-Length: 5\r\n", "404"});
    }

    @ParameterizedTest
    @MethodSource("refusedByTheHead")
    void nobody_is_asked_for_a_body_that_is_refused_already(String path, String headers, String status)
            throws Exception {
        assertThat(api(expecting(path, headers)))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Connection: close\r\n", "application/problem+json")
                .doesNotContain("100 Continue");
    }

    @Test
    void who_waits_to_be_asked_for_the_body_is_asked() throws Exception {
        String[][] calls = {
            {"/v1/query", JSON + "Content-Length: " + QUESTION.length() + "\r\n", QUESTION},
            {"/v1/query", JSON + "Transfer-Encoding: chunked\r\n", "14\r\n" + QUESTION + "\r\n0\r\n\r\n"},
            {"/v1/assertions?dry_run=true", LINES + "Content-Length: 3\r\n", "{}\n"},
            {"/v1/query/batch", LINES + "Content-Length: 3\r\n", "{}\n"},
            {"/v1/retract", JSON + "Content-Length: 2\r\n", "{}"}
        };
        for (String[] call : calls) {
            try (Socket socket = RawHttp.open(node.httpPort)) {
                socket.getOutputStream().write(RawHttp.bytes(expecting(call[0], CLOSE + call[1])));
                byte[] asked = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
                assertThat(new String(asked, StandardCharsets.US_ASCII))
                        .as(call[0])
                        .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
                socket.getOutputStream().write(RawHttp.bytes(call[2]));
                assertThat(RawHttp.rest(socket))
                        .as(call[0])
                        .startsWith("HTTP/1.1 ")
                        .contains("Date: ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT"})
    void a_method_that_no_path_takes_is_not_said_to_be_replaced_by_others(String method) throws Exception {
        for (String path : new String[] {"/v1/query", "/metrics", "/nothing"}) {
            assertThat(api(call(method, path, "", "")))
                    .startsWith("HTTP/1.1 501 ")
                    .contains("takes the method " + method)
                    .doesNotContain("Allow:", "HEAD");
        }
    }

    @Test
    void a_client_that_begins_with_tls_is_told_at_once() throws Exception {
        for (int port : new int[] {node.httpPort, node.gatewayPort}) {
            long begun = System.nanoTime();
            assertThat(RawHttp.send(
                            port,
                            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "r".repeat(500)))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("TLS", "http://");
            // A head may take 30 s.
            assertThat(System.nanoTime() - begun).isLessThan(25_000_000_000L);
        }
    }

    @Test
    void a_call_that_needs_nothing_said_needs_no_body() throws Exception {
        for (String path :
                new String[] {"/admin/compact", "/admin/scrub", "/admin/scrub/pause", "/admin/scrub/resume"}) {
            for (String length : new String[] {"", "Content-Length: 0\r\n", JSON + "Content-Length: 0\r\n"}) {
                assertThat(gateway(call("POST", path, length, "")))
                        .as(path + " " + length)
                        // The one before may still be under way, or have ended.
                        .containsPattern("^HTTP/1.1 (202|409|404) ")
                        .doesNotContain("unknown-path");
            }
        }
        assertThat(gateway(call("POST", "/admin/compact", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n")))
                .startsWith("HTTP/1.1 202 ");
        assertThat(gateway(call("POST", "/cluster/sync", "", "")))
                .startsWith("HTTP/1.1 400 ")
                .contains("/force");
        assertThat(gateway(call("POST", "/admin/backup", "", "")))
                .startsWith("HTTP/1.1 400 ")
                .contains("/to");
    }

    @Test
    void no_page_of_another_origin_starts_anything() throws Exception {
        String origin = "Origin: http://evil.example\r\n";
        assertThat(gateway(call("POST", "/admin/compact", origin, "")))
                .startsWith("HTTP/1.1 403 ")
                .contains("/Origin");
        String form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n";
        assertThat(gateway(call("POST", "/admin/compact", form, ""))).startsWith("HTTP/1.1 415 ");
    }

    @Test
    void what_is_not_plain_utf_8_is_told_so() throws Exception {
        List<String> bodies = new ArrayList<>();
        bodies.add("\u00ef\u00bb\u00bf" + QUESTION + "\n");
        bodies.add("\u00ff\u00fe{\u0000\"\u0000a\u0000\"\u0000");
        bodies.add("\u001f\u008b\u0008\u0000\u0000\u0000");
        String[] hints = {"byte order mark", "UTF-16", "gzip"};
        for (int i = 0; i < hints.length; i++) {
            for (String path : new String[] {"/v1/query", "/v1/assert", "/v1/retract"}) {
                assertThat(api(sized("POST", path, JSON, bodies.get(i))))
                        .as(path)
                        .startsWith("HTTP/1.1 400 ")
                        .contains("\"field\":\"\"", hints[i]);
            }
            for (String path : new String[] {"/v1/assertions?dry_run=true", "/v1/query/batch"}) {
                assertThat(api(sized("POST", path, LINES, bodies.get(i))))
                        .as(path)
                        .contains("\"line\":1", hints[i]);
            }
        }
    }
}
