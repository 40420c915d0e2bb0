package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.web.api.Api.Answer;
import java.io.IOException;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
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

/** Whatever a client sends: a problem that names the fault, nothing stored, nothing in the log, and the node goes on. */
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

    @Test
    void a_client_that_breaks_off_in_its_body_is_no_news() throws IOException {
        byte[] head = Hostile.bytes(
                "POST /v1/assert HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
        try (var socket = api.socket()) {
            socket.getOutputStream().write(head);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }
}
