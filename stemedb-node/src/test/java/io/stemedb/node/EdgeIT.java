package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Files;
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

/**
 * What a running node answers to requests that no honest client sends: always a problem, never 200, and nothing is
 * stored.
 */
class EdgeIT {
    private static final String HOST = "Host: localhost\r\n";
    private static final String CLAIM = "{\"concept_path\":\"edge\",\"predicate\":\"p\",\"value\":1,\"source\":\"s\","
            + "\"asserted_at\":\"2020-01-01T00:00:00Z\"}";

    @TempDir
    static Path folder;

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.start(folder, "--data-dir", folder.resolve("data").toString())
                .awaitReady();
    }

    @AfterAll
    static void nothing_was_stored_and_nothing_failed() throws Exception {
        try (RunningNode running = node) {
            assertThat(running.get(running.httpPort, "/v1/health").body()).contains("\"assertion_count\":1,");
            assertThat(Files.readString(folder.resolve("data/log/server.0.log")))
                    .doesNotContain("\tat ", "SEVERE");
        }
    }

    /** A request and what its answer must hold. */
    record Row(String name, String request, int status, String... parts) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
    }

    private static String post(String headers) {
        return "POST /v1/assert HTTP/1.1\r\n" + headers + "Connection: close\r\nContent-Type: application/json\r\n";
    }

    private static String sized(String headers) {
        return post(headers) + "Content-Length: " + CLAIM.length() + "\r\n\r\n" + CLAIM;
    }

    static Stream<Row> heads() {
        return Stream.of(
                new Row("no host", sized(""), 400, "/Host", "no Host"),
                new Row("an empty host", sized("Host:\r\n"), 400, "/Host"),
                new Row("a host with a bad port", sized("Host: a:xx\r\n"), 400, "/Host"),
                new Row("a host with a space", sized("Host: a b:xx\r\n"), 400, "/Host"),
                new Row("a host with a negative port", sized("Host: a:-1\r\n"), 400, "/Host"),
                new Row("two hosts", sized(HOST + HOST), 400, "/Host", "two Host"),
                new Row("somebody else's host", sized("Host: evil.example\r\n"), 403, "forbidden", "/Host"),
                new Row("another host in the target", get("http://evil.example/v1/health"), 403, "/Host"),
                new Row("a key beyond ASCII", sized(HOST + "Idempotency-Key: \u00e9\r\n"), 400, "/Idempotency-Key"),
                new Row("a control character", sized(HOST + "X: a\u0001b\r\n"), 400, "control characters"),
                new Row("a space before the colon", sized(HOST + "X : a\r\n"), 400, "before its colon"),
                new Row("no colon", sized(HOST + "nocolon\r\n"), 400, "without a colon"),
                new Row("a head too large", sized(HOST + "X: " + "a".repeat(40_000) + "\r\n"), 431, "too-large"),
                new Row("too many headers", sized(HOST + "X: a\r\n".repeat(150)), 431, "too-large"),
                new Row("a URL too long", get("/" + "a".repeat(40_000)), 414, "too-large"),
                new Row("two lengths", post(HOST + "Content-Length: 5\r\nContent-Length: 6\r\n") + "\r\n", 400, "two"),
                new Row("a negative length", post(HOST + "Content-Length: -1\r\n") + "\r\n", 400, "/Content-Length"),
                new Row("a signed length", post(HOST + "Content-Length: +5\r\n") + "\r\n", 400, "/Content-Length"),
                new Row("a length of letters", post(HOST + "Content-Length: abc\r\n") + "\r\n", 400, "/Content-Length"),
                new Row(
                        "a length beyond all numbers",
                        post(HOST + "Content-Length: 99999999999999999999\r\n") + "\r\n",
                        400,
                        "/Content-Length"),
                new Row(
                        "length and chunks",
                        sized(HOST + "Transfer-Encoding: chunked\r\n"),
                        400,
                        "where the body ends"),
                new Row(
                        "chunks and length",
                        post(HOST + "Transfer-Encoding: chunked\r\n") + "Content-Length: 5\r\n\r\n0\r\n\r\n",
                        400,
                        "where the body ends"),
                new Row("two types", sized(HOST + "Content-Type: text/plain\r\n"), 400, "/Content-Type", "two"),
                new Row("a line that ends in LF", sized(HOST + "X: a\n"), 400, "LF alone"),
                new Row("a first line that ends in LF", get("/v1/health").replaceFirst("\r\n", "\n"), 400, "LF alone"),
                new Row("a head that ends in LF", get("/v1/health").replace("\r\n\r\n", "\r\n\n"), 400, "LF alone"),
                new Row("an unknown encoding", post(HOST + "Transfer-Encoding: gzip\r\n") + "\r\n", 400, "chunked"),
                new Row(
                        "a bad chunk",
                        post(HOST + "Transfer-Encoding: chunked\r\n") + "\r\nzz\r\nabc\r\n0\r\n\r\n",
                        400,
                        "chunks"),
                new Row(
                        "a GET with a body",
                        "GET /v1/health HTTP/1.1\r\n" + HOST + "Content-Length: 2\r\n\r\n{}",
                        400,
                        "takes no body"),
                new Row("a version to come", get("/v1/health").replace("HTTP/1.1", "HTTP/3.9"), 505, "HTTP/1.1"),
                new Row("HTTP/2 unasked", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "HTTP/1.1"),
                new Row("no version", "GET /v1/health\r\n" + HOST + "\r\n", 400, "HTTP/1.1"),
                new Row("no method", get("/").replace("GET", "\u0001\u0003"), 400, "method"),
                new Row("TRACE", get("/v1/health").replace("GET", "TRACE"), 501, "method TRACE"),
                new Row("CONNECT", get("a:1").replace("GET", "CONNECT"), 501, "method CONNECT"));
    }

    static Stream<Row> paths() {
        return Stream.of(
                new Row("two dots at the end", get("/v1/assertions/.."), 400, "%2E%2E"),
                new Row("a dot at the end", get("/v1/sources/."), 400, "/id"),
                new Row("two dots put", get("/v1/sources/..").replace("GET", "PUT"), 400, "/id"),
                new Row("above the root", get("/.."), 400, "malformed"),
                new Row("out of the root", get("/v1/../../etc/passwd"), 400, "malformed"),
                new Row("a raw backslash", get("/v1/sources/a\\b"), 400, "%5C"),
                new Row("a raw NUL", get("/v1/sources/a\u0000b"), 400, "/id"),
                new Row("raw UTF-8", get("/v1/sources/\u00e9"), 400, "/id"),
                new Row("an escaped NUL", get("/v1/sources/a%00"), 400, "NUL", "/id"),
                new Row("no escape", get("/v1/sources/%zz"), 400, "hexadecimal", "/id"),
                new Row("no UTF-8", get("/v1/sources/%ff"), 400, "UTF-8", "/id"),
                new Row("a parameter", get("/v1/query;jsessionid=1"), 400, "(;)"),
                new Row("two slashes", get("/v1//query"), 404, "unknown-path"),
                new Row("a slash at the end", get("/v1/health/"), 404, "slash at the end"),
                new Row("unknown health", get("/health/foo"), 404, "unknown-path"),
                new Row("metrics patched", get("/metrics").replace("GET", "PATCH"), 405, "Allow: GET, HEAD"),
                new Row("options of health", get("/health").replace("GET", "OPTIONS"), 405, "Allow: GET, HEAD"),
                new Row("health patched", get("/health/ready").replace("GET", "PATCH"), 405, "Allow: GET, HEAD"),
                new Row("sources posted to", get("/v1/sources").replace("GET", "POST"), 405, "HEAD"),
                new Row("the gateway's on the API", get("/cluster/members"), 404, "wrong-port"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"heads", "paths"})
    void it_is_a_problem_that_says_what_is_wrong(Row row) throws Exception {
        String answer = RawHttp.send(node.httpPort, row.request());

        assertThat(answer)
                .startsWith("HTTP/1.1 " + row.status() + " ")
                .contains("application/problem+json", "urn:stemedb:problem:", "\"status\":" + row.status())
                .contains(row.parts())
                .doesNotContainIgnoringCase("payara", "exception", "<html");
    }

    @Test
    void the_gateways_port_does_not_give_way_to_spellings() throws Exception {
        for (String path :
                new String[] {"/v1;x/sources", "/v1/sources", "/v1%2Fsources", "/%76%31/sources", "//v1/sources"}) {
            assertThat(RawHttp.send(node.gatewayPort, get(path))).as(path).startsWith("HTTP/1.1 40");
        }
        for (String path : new String[] {"/v1/admin/nodes", "/v1/shards/1", "/cluster/members"}) {
            assertThat(RawHttp.send(node.gatewayPort, get(path))).as(path).doesNotContain("wrong-port");
        }
    }

    @Test
    void a_source_of_any_name_is_reached() throws Exception {
        for (String id : new String[] {"%2e%2e", "%2E", "...", "a%5Cb", "a;b", "a%2Fb"}) {
            String body = "{\"authority\":0.5}";
            String put = "PUT /v1/sources/" + id + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            String made = RawHttp.send(node.httpPort, put);
            assertThat(made).as(id).startsWith("HTTP/1.1 201 ");
            String location = made.lines()
                    .filter(line -> line.startsWith("Location: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("Location: ".length());
            assertThat(RawHttp.send(node.httpPort, get(location))).as(location).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_batch_that_failed_in_part_is_called_multi_status() throws Exception {
        String lines = CLAIM + "\n{}\n";
        String answer = RawHttp.send(
                node.httpPort,
                "POST /v1/assertions HTTP/1.1\r\n" + HOST
                        + "Connection: close\r\nContent-Type: application/x-ndjson\r\n" + "Content-Length: "
                        + lines.length() + "\r\n\r\n" + lines);
        assertThat(answer).startsWith("HTTP/1.1 207 Multi-Status\r\n");
    }

    @Test
    void empty_lines_before_a_request_are_passed_over() throws Exception {
        assertThat(RawHttp.send(node.httpPort, "\r\n" + get("/v1/health"))).startsWith("HTTP/1.1 200 ");
        try (Socket socket = RawHttp.open(node.httpPort)) { // alone, and behind a body as old clients send it
            socket.getOutputStream().write(RawHttp.bytes("\r\n"));
            String first = sized(HOST).replace("Connection: close\r\n", "");
            socket.getOutputStream().write(RawHttp.bytes(first + "\r\n" + get("/v1/health")));
            assertThat(RawHttp.rest(socket))
                    .startsWith("HTTP/1.1 20")
                    .contains("HTTP/1.1 200 OK", "\"status\":\"healthy\"");
        }
    }

    @Test
    void heads_that_do_not_end_and_silence_are_closed_and_a_kept_connection_is_not() throws Exception {
        List<Socket> late = new ArrayList<>();
        try (Socket kept = RawHttp.open(node.httpPort)) {
            String request = get("/v1/health").replace("Connection: close\r\n", "");
            kept.getOutputStream().write(RawHttp.bytes(request));
            assertThat(RawHttp.firstLine(kept)).startsWith("HTTP/1.1 200 ");
            for (String start : new String[] {"", "\u0016\u0003\u0001\u0002", "GET /v1/health HTTP/1.1\r\nHost"}) {
                Socket socket = RawHttp.open(node.httpPort);
                socket.setSoTimeout(60_000);
                late.add(socket);
                socket.getOutputStream().write(RawHttp.bytes(start));
            }
            for (Socket socket : late) {
                RawHttp.rest(socket); // until it is closed, or fails by its time limit
            }
            kept.getOutputStream().write(RawHttp.bytes(request));
            assertThat(RawHttp.firstLine(kept)).startsWith("HTTP/1.1 200 ");
        } finally {
            for (Socket socket : late) {
                socket.close();
            }
        }
    }

    @Test
    void requests_that_come_with_the_body_of_another_are_not_written_over_by_its_answer() throws Exception {
        String body = "{\"concept_path\":\"edge\"}";
        String request = "POST /v1/query HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        for (int cut = request.length() - body.length() + 1; cut < request.length(); cut++) {
            try (Socket socket = RawHttp.open(node.httpPort)) {
                socket.getOutputStream().write(RawHttp.bytes(request.substring(0, cut)));
                // By the time that this is answered, a thread waits for the rest of the body; it will write the answer.
                assertThat(RawHttp.send(node.httpPort, get("/v1/health"))).startsWith("HTTP/1.1 200 ");
                String rest = request.substring(cut) + request + get("/v1/health");
                socket.getOutputStream().write(RawHttp.bytes(rest));
                assertThat(RawHttp.rest(socket).split("HTTP/1.1 200 ", -1))
                        .as("cut at " + cut)
                        .hasSize(1 + 3);
            }
        }
    }

    @Test
    void headers_behind_the_last_chunk_count_for_nothing() throws Exception {
        String answer = RawHttp.send(
                node.httpPort,
                "POST /v1/query HTTP/1.1\r\n" + HOST + "Connection: close\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n17\r\n{\"concept_path\":\"edge\"}\r\n0\r\n"
                        + "Content-Length: 7\r\nHost: elsewhere\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"results\"");
    }

    @Test
    void an_offer_of_another_protocol_is_passed_over_and_the_connection_stays() throws Exception {
        String body = "{\"concept_path\":\"edge\"}";
        String offering = "POST /v1/query HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n\r\n" + body;
        try (Socket socket = RawHttp.open(node.httpPort)) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(RawHttp.bytes(offering));
            }
            socket.getOutputStream().write(RawHttp.bytes(get("/v1/health")));
            String answers = RawHttp.rest(socket);
            assertThat(answers.split("HTTP/1.1 200 ", -1)).as(answers).hasSize(1 + 3 + 1);
        }
    }

    @Test
    void a_body_that_does_not_come_is_answered_and_its_connection_closed() throws Exception {
        String answer = RawHttp.send(node.httpPort, post(HOST) + "Content-Length: 1000\r\n\r\n{\"concept");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("broke off");
    }

    @Test
    void bodies_that_do_not_come_leave_room_for_everyone_else() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = RawHttp.open(node.httpPort);
                stalled.add(socket);
                socket.getOutputStream().write(RawHttp.bytes(post(HOST) + "Content-Length: 1000\r\n\r\n{\"concept"));
            }
            for (int port : new int[] {node.httpPort, node.gatewayPort}) {
                assertThat(RawHttp.send(port, get("/v1/health"))).startsWith("HTTP/1.1 200 ");
            }
            assertThat(RawHttp.firstLine(stalled.get(299))).startsWith("HTTP/1.1 429 Too Many Requests");
            assertThat(RawHttp.firstLine(stalled.get(0)))
                    .as("given up after a while")
                    .startsWith("HTTP/1.1 4");
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }
}
