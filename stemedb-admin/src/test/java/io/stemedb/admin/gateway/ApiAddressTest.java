package io.stemedb.admin.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApiAddressTest {
    private static final String WRONG_PORT = """
            {"type": "urn:stemedb:problem:wrong-port", "status": 404, "hint": "call port 18190"}""";

    private static String found(String gateway, int status, String body) {
        return ApiAddress.of(gateway, new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_gateway_names_the_port_of_its_api() {
        assertThat(found("http://node1:18191", 404, WRONG_PORT)).isEqualTo("http://node1:18190");
        assertThat(found("https://[::1]:1", 404, WRONG_PORT)).isEqualTo("https://[::1]:18190");
    }

    @Test
    void a_proxy_that_has_both_under_one_address_is_the_api_too() {
        for (int status : new int[] {200, 400, 401, 403}) {
            assertThat(found("https://stemedb.example:443", status, "{}")).isEqualTo("https://stemedb.example:443");
        }
    }

    @Test
    void whatever_else_answers_is_no_gateway() {
        assertThat(found("http://a:1", 404, "<html>")).isNull();
        assertThat(found("http://a:1", 404, "{}")).isNull();
        assertThat(found("http://a:1", 404, WRONG_PORT.replace("wrong-port", "unknown-path")))
                .isNull();
        assertThat(found("http://a:1", 404, WRONG_PORT.replace("18190", "soon")))
                .isNull();
        assertThat(found("http://a:1", 502, "<html>")).isNull();
    }
}
