package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stemedb.web.api.Api.Answer;
import java.io.IOException;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a client sends: a problem that names the fault, nothing stored, nothing in the log, and the node goes on.
 */
@ExtendWith({FreshServer.class, ArquillianExtension.class})
class HostileInputIT {
    @Deployment(testable = false)
    static WebArchive war() {
        return War.shipped();
    }

    @ArquillianResource
    URL base;

    private Api api;
    private int held;
    private long traces;

    @BeforeEach
    void remember() throws IOException {
        api = new Api("127.0.0.1:" + base.getPort()).awaitReady();
        held = api.held();
        traces = traces();
    }

    @AfterEach
    void the_node_goes_on_as_if_nothing_had_been() throws IOException {
        assertThat(api.held()).as("assertions held").isEqualTo(held);
        assertThat(traces()).as("lines of stack traces in the log").isEqualTo(traces);
    }

    private static long traces() throws IOException {
        try (Stream<String> log = Files.lines(FreshServer.LOG)) {
            return log.filter(line -> line.startsWith("\tat ")).count();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "io.stemedb.web.api.HostileClaims#claims",
        "io.stemedb.web.api.HostileCalls#calls",
        "io.stemedb.web.api.HostileCalls#headers"
    })
    void it_is_refused_by_name(Hostile row) {
        Answer answer = api.send(
                row.method(),
                row.path(),
                row.type(),
                row.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(row.body()),
                row.headers());

        assertThat(answer.status()).as(answer.body()).isEqualTo(row.status());
        assertThat(answer.type()).hasValue("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:stemedb:problem:" + row.problem());
        assertThat(answer.number("status")).isEqualTo(row.status());
        if (row.field() != null) {
            assertThat(answer.text("field")).isEqualTo(row.field());
        }
        assertThat(answer.body()).doesNotContainIgnoringCase("payara", "exception", "<html", "io.stemedb");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.stemedb.web.api.HostileClaims#claims")
    void a_batch_refuses_the_same_lines_one_by_one(Hostile row) {
        if (row.body().length == 0) {
            return; // a blank line is skipped
        }
        Answer answer = api.send("POST", "/v1/assertions", Api.NDJSON, BodyPublishers.ofByteArray(row.body()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(207);
        assertThat(answer.number("created")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/assert application/json",
                "POST /v1/query application/json",
                "POST /v1/retract application/json",
                "PUT /v1/sources/x application/json",
                "POST /v1/assertions application/x-ndjson",
            })
    void a_client_that_breaks_off_in_its_body_is_no_news(String call) throws IOException {
        String[] words = call.split(" ");
        String head = words[0] + " " + words[1] + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + words[2] + "\r\n";
        for (String rest : new String[] {
            "Content-Length: 100\r\n\r\n{\"con",
            "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"con",
            "Accept: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"con"
        }) {
            breakOff(head + rest, false);
            breakOff(head + rest, true);
        }
    }

    @Test
    void a_client_that_does_not_wait_for_a_long_answer_is_no_news() throws IOException {
        for (int i = 0; i < 500; i++) {
            assertThat(api.put(
                                    "/v1/sources/" + "s".repeat(240) + i,
                                    "{\"authority\":1,\"note\":\"" + "n".repeat(1000) + "\"}")
                            .status())
                    .isEqualTo(201);
        }
        for (int i = 0; i < 10; i++) {
            breakOff("GET /v1/sources?limit=1000 HTTP/1.1\r\nHost: x\r\n\r\n", true);
        }
    }

    /** Sends part of a request and goes; returns once the server is through with it. */
    private void breakOff(String request, boolean reset) throws IOException {
        long ended = ended();
        long lines = logged();
        try (var socket = api.socket()) {
            socket.setReceiveBufferSize(1024);
            socket.getOutputStream().write(Hostile.bytes(request));
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> ended() > ended);
        assertThat(logged()).as(request).isEqualTo(lines);
    }

    /** Requests that the server is through with, but those that no feature has, as the one for metrics. */
    private long ended() {
        return Api.linesOf(api.get("/metrics").body()).stream()
                .filter(line ->
                        line.startsWith("stemedb_request_duration_seconds_count{") && !line.contains("call=\"other\""))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                .sum();
    }

    private static long logged() throws IOException {
        try (Stream<String> log = Files.lines(FreshServer.LOG)) {
            return log.count();
        }
    }

    @Test
    void a_body_announced_too_large_is_refused_before_it_comes() throws IOException {
        try (var socket = api.socket()) {
            socket.getOutputStream()
                    .write(Hostile.bytes("POST /v1/assert HTTP/1.1\r\nHost: x\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 10000000\r\n\r\n"));
            assertThat(Api.line(socket.getInputStream())).startsWith("HTTP/1.1 413");
        }
        assertThat(api.post("/v1/assert", " ".repeat(2_000_000)).text("hint")).contains("/v1/assertions");
        assertThat(api.post("/v1/query", " ".repeat(2_000_000)).body())
                .contains("too-large")
                .doesNotContain("/v1/assertions");
    }

    @Test
    void a_method_that_is_not_taken_is_refused_alike_everywhere() {
        for (String path : new String[] {"/v1/assert", "/v1/query", "/v1/retract", "/v1/assertions"}) {
            assertThat(api.send("DELETE", path, null, BodyPublishers.noBody()).text("hint"))
                    .isEqualTo("it takes OPTIONS, POST");
        }
        for (String path : new String[] {"/v1/history", "/v1/sources", "/v1/health", "/openapi"}) {
            assertThat(api.send("DELETE", path, null, BodyPublishers.noBody()).text("hint"))
                    .isEqualTo("it takes GET, HEAD, OPTIONS");
        }
    }
}
