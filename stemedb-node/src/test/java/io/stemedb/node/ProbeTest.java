package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who counts as the application of this start. */
class ProbeTest {
    private static final String HEALTHY = "{\"status\":\"healthy\",\"node_id\":\"n1\"}";

    @Test
    void the_application_of_this_start_is_believed_in_every_state() throws IOException {
        assertThat(answer(200, "mine", HEALTHY).status()).isEqualTo("healthy");
        assertThat(answer(503, "mine", "{\"status\":\"read-only\",\"detail\":\"disk full\"}")
                        .status())
                .isEqualTo("read-only");
        assertThat(answer(503, "mine", "{\"status\":\"starting\"}").status()).isEqualTo("starting");
    }

    @Test
    void another_node_on_the_port_is_not_this_one() throws IOException {
        assertThat(answer(200, "another", HEALTHY).status()).isEmpty();
        assertThat(answer(200, null, HEALTHY).status()).isEmpty();
    }

    @Test
    void a_server_without_the_application_is_not_ready_whatever_its_code() throws IOException {
        assertThat(answer(404, null, "<html>Not Found</html>").status()).isEmpty();
        assertThat(answer(200, null, "").status()).isEmpty();
        assertThat(answer(200, "mine", "<html>welcome, \"status\":\"healthy\"</html>")
                        .status())
                .isEmpty();
        assertThat(answer(302, "mine", "").status()).isEmpty();
    }

    @Test
    void a_port_full_of_clients_is_waited_for() throws IOException {
        String full =
                "{\"status\":503,\"detail\":\"this port has as many connections as it takes (limits.connections)\"}";
        assertThat(answer(503, null, full).status()).isEqualTo("crowded");
    }

    @Test
    void what_came_back_is_kept_for_people() throws IOException {
        assertThat(answer(404, null, "gone").text()).isEqualTo("404 gone");
    }

    /** What a probe of the start "mine" makes of such an answer. */
    private static Probe.Answer answer(int code, String start, String body) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        other.createContext("/v1/health", exchange -> {
            if (start != null) {
                exchange.getResponseHeaders().set("StemeDB-Start", start);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
        try {
            return new Probe(URI.create("http://127.0.0.1:" + other.getAddress().getPort()), "mine").ask();
        } finally {
            other.stop(0);
        }
    }
}
