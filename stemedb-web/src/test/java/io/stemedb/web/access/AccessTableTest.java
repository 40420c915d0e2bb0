package io.stemedb.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class AccessTableTest {
    private static final Path DESCRIPTION = Path.of("src/main/resources/META-INF/openapi.yaml");

    /** Pages, another form of the description, and what orchestrators ask: none of them is a call of its own there. */
    private static final Set<String> NOT_DESCRIBED = Set.of(
            "GET /openapi.json",
            "GET /openapi.yaml",
            "GET /health",
            "GET /console",
            "GET /console/",
            "GET /console/{id}",
            "POST /console/{id}",
            "POST /console/explore",
            "GET /console/login",
            "POST /console/login",
            "POST /console/logout",
            "GET /console/events",
            "GET /console/tokens",
            "GET /console/tokens/{id}",
            "POST /console/tokens/{id}",
            "GET /console/configuration",
            "GET /console/jakarta.faces.resource/{id}");

    private final AccessTable table = new AccessTable(false);

    private static Map<String, Map<String, Map<String, Object>>> paths() throws IOException {
        Map<String, Map<String, Map<String, Map<String, Object>>>> description =
                new Yaml().load(Files.readString(DESCRIPTION));
        return description.get("paths");
    }

    @Test
    void every_call_of_the_description_needs_the_role_that_the_description_says() throws IOException {
        Map<String, String> described = new TreeMap<>();
        Map<String, String> needed = new TreeMap<>();
        paths().forEach((path, methods) -> methods.forEach((method, call) -> {
            String name = method.toUpperCase(Locale.ROOT);
            described.put(name + " " + path, String.valueOf(call.get("x-stemedb-role")));
            Need need = table.of(name, path.replace("{id}", "x"));
            needed.put(name + " " + path, need == Need.UNKNOWN ? "not in the table" : need.word());
        }));

        assertThat(needed).isEqualTo(described).hasSizeGreaterThan(50);
    }

    @Test
    void only_what_is_open_needs_no_token_by_the_description() throws IOException {
        paths().forEach((path, methods) -> methods.forEach((method, call) -> assertThat(call.get("security"))
                .as(method + " " + path)
                .isEqualTo("open".equals(call.get("x-stemedb-role")) ? List.of() : null)));
    }

    @Test
    void everything_in_the_table_is_in_the_description() throws IOException {
        Set<String> described = new TreeSet<>(NOT_DESCRIBED);
        paths().forEach((path, methods) ->
                methods.keySet().forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> entered = new TreeSet<>();
        AccessTable.rows().forEach(row -> entered.add(row.method() + " " + row.path()));

        assertThat(entered).isEqualTo(described);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/sources/a/b/c, READER",
        "GET, /v1/sources/, UNKNOWN",
        "GET, /v1/sources/x/../../../admin, UNKNOWN",
        "GET, /v1/sources/x/%2E./%2e%2e/admin/tokens, UNKNOWN",
        "GET, /v1/sources/x%2F..%2fadmin, UNKNOWN",
        "GET, /v1/sources/x/., UNKNOWN",
        "GET, /v1/sources/..;/admin, UNKNOWN",
        "GET, /v1/sources/x;y, UNKNOWN",
        "GET, '/v1/sources/x\\y', UNKNOWN",
        "GET, /v1/sources/x%5Cy, UNKNOWN",
        "GET, /v1/sources/a.b/..c/.d%3Be, READER",
        "GET, /console/jakarta.faces.resource/style.css, OPEN",
        "GET, /console/nodes/n2/drain, READER",
        "POST, /console/nodes/n2/drain, OPERATOR",
        "GET, /console/login/../events, UNKNOWN",
        "GET, /console/x/..%2fevents, UNKNOWN",
        "GET, /console/events, OPERATOR",
        "GET, /console/tokens/x, OPERATOR",
        "POST, /console/explore, WRITER",
        "POST, /console/tokens/create, OPERATOR",
        "POST, /console/tokens/x/revoke, OPERATOR",
        "GET, /openapi.yaml, READER",
        "PUT, /v1/sources/https://x, OPERATOR",
        "HEAD, /v1/sources, READER",
        "OPTIONS, /admin/backup, READER",
        "OPTIONS, /v1/health, OPEN",
        "HEAD, /v1/health, OPEN",
        "POST, /v1/health, UNKNOWN",
        "DELETE, /v1/assert, UNKNOWN",
        "GET, /admin/nodes/x/drain, UNKNOWN",
        "POST, /admin/nodes/x/y/drain, UNKNOWN",
        "POST, /admin/nodes//drain, UNKNOWN",
        "POST, /admin/nodes/drain, UNKNOWN",
        "GET, /v1/admin/nodes/x/shards, READER",
        "GET, /v1/shards/a/b, UNKNOWN",
        "GET, /v1/healthx, UNKNOWN",
        "GET, /v1/health/, UNKNOWN",
        "GET, //v1/health, UNKNOWN",
        "GET, /v1/health;x, UNKNOWN",
        "GET, /v1/%68ealth, UNKNOWN",
        "GET, /v1/health/../export, UNKNOWN",
        "GET, /anything, UNKNOWN",
        "BREW, /v1/query, UNKNOWN"
    })
    void whatever_is_not_entered_needs_as_much_as_any_call(String method, String path, Need need) {
        assertThat(table.of(method, path)).isEqualTo(need);
        assertThat(Need.UNKNOWN.role()).isEqualTo(Need.OPERATOR.role());
    }

    @Test
    void metrics_are_open_if_somebody_says_so() {
        assertThat(table.of("GET", "/metrics")).isEqualTo(Need.READER);
        assertThat(new AccessTable(true).of("GET", "/metrics")).isEqualTo(Need.OPEN);
    }
}
