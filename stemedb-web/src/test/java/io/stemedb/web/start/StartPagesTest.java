package io.stemedb.web.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The first page of each port names what answers there, all of it and nothing else. */
class StartPagesTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = StartPagesTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static Set<String> named(String page) throws IOException {
        Set<String> calls = new TreeSet<>();
        new ObjectMapper().readTree(resource(page)).get("calls").forEach(call -> calls.add(call.textValue()));
        return calls;
    }

    /** Calls of the description below a path, without health and what the pages link to by name. */
    private static Set<String> described(boolean operations) throws IOException {
        Map<String, Map<String, Map<String, Map<String, Object>>>> description =
                new Yaml().load(new String(resource("/META-INF/openapi.yaml"), StandardCharsets.UTF_8));
        Set<String> calls = new TreeSet<>();
        description
                .get("paths")
                .forEach((path, methods) -> methods.forEach((method, call) -> {
                    if (METHODS.contains(method)
                            && !path.equals("/v1/health")
                            && path.matches("/(v1|admin|cluster)/.*")
                            && operations == call.get("tags").toString().contains("operations")) {
                        calls.add(method.toUpperCase(Locale.ROOT) + " " + path);
                    }
                }));
        return calls;
    }

    @Test
    void the_page_of_the_api_names_every_call_of_the_api() throws IOException {
        assertThat(named("index.json")).isEqualTo(described(false)).isNotEmpty();
    }

    @Test
    void the_page_of_the_gateway_names_every_call_of_operators() throws IOException {
        assertThat(named("gateway.json")).isEqualTo(described(true)).isNotEmpty();
    }

    @Test
    void the_gateways_page_leads_to_the_console_and_shows_no_call_of_the_api() throws IOException {
        assertThat(new String(resource("gateway.html"), StandardCharsets.UTF_8))
                .contains("href=\"/console/\"")
                .doesNotContain("/v1/assert", "/v1/query", "/v1/sources");
    }
}
