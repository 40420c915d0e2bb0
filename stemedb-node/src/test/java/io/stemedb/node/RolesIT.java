package io.stemedb.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call that the description names, on both ports, by callers of every role. */
class RolesIT {
    private static final List<String> ROLES = List.of("open", "reader", "writer", "operator");
    private static final String NOBODY = "nobody";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static RunningNode node;

    /** By role; nobody has none. */
    private static final Map<String, String> TOKENS = new LinkedHashMap<>();

    /** What came back: its status, and the text of a refusal. */
    private record Came(int status, String said) {
        boolean isOfWrongPort() {
            return said.contains("urn:stemedb:problem:wrong-port");
        }
    }

    /** One call of the description. */
    private record Described(String method, String path, String role) {}

    @BeforeAll
    static void begin() throws Exception {
        node = RunningNode.start(folder, "--data-dir", folder.resolve("data").toString())
                .awaitReady();
        TOKENS.put(NOBODY, null);
        String operator = made(null, "operator");
        TOKENS.put("reader", made(operator, "reader"));
        TOKENS.put("writer", made(operator, "writer"));
        TOKENS.put("operator", operator);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (node != null) {
            node.close();
        }
    }

    private static String made(String by, String role) throws Exception {
        HttpRequest request = request(by, "POST", node.gatewayPort, "/admin/tokens", "{\"role\":\"" + role + "\"}");
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body())
                .path("token")
                .asText();
    }

    private static HttpRequest request(String token, String method, int port, String path, String body) {
        boolean hasBody = method.equals("POST") || method.equals("PUT");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(RunningNode.PATIENCE)
                .method(method, hasBody ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
        if (hasBody) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    /** Half a body: a call that is let in says that it cannot be read, and does nothing. */
    private static Came call(String token, Described call, int port) throws IOException, InterruptedException {
        HttpRequest request = request(token, call.method(), port, call.path(), "{");
        HttpResponse<InputStream> answer = HTTP.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            String said = answer.statusCode() >= 400 ? new String(body.readAllBytes(), UTF_8) : "";
            return new Came(answer.statusCode(), said);
        }
    }

    private static List<Described> calls() throws IOException, InterruptedException {
        HttpRequest request = request(TOKENS.get("reader"), "GET", node.httpPort, "/openapi.json", null);
        JsonNode paths = JSON.readTree(
                        HTTP.send(request, BodyHandlers.ofString()).body())
                .path("paths");
        List<Described> calls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                calls.add(new Described(
                        call.getKey().toUpperCase(Locale.ROOT),
                        path.getKey().replaceAll("\\{[^}]+}", "x"),
                        call.getValue().path("x-stemedb-role").asText()));
            }
        }
        return calls;
    }

    private static String expected(Described call, String caller) {
        if (call.role().equals("open") || ROLES.indexOf(caller) >= ROLES.indexOf(call.role())) {
            return "let in";
        }
        return caller.equals(NOBODY) ? "401" : "403";
    }

    private static String seen(Came came) {
        return came.status() == 401 || came.status() == 403 ? String.valueOf(came.status()) : "let in";
    }

    @Test
    void each_call_lets_in_who_has_its_role_and_nobody_else_and_only_on_its_port() throws Exception {
        List<Described> calls = calls();
        List<String> wrong = new ArrayList<>();
        for (Described call : calls) {
            int answered = 0;
            for (int port : List.of(node.httpPort, node.gatewayPort)) {
                boolean isItsPort = !call(TOKENS.get("operator"), call, port).isOfWrongPort();
                answered += isItsPort ? 1 : 0;
                for (Map.Entry<String, String> caller : TOKENS.entrySet()) {
                    Came came = call(caller.getValue(), call, port);
                    String expected = isItsPort ? expected(call, caller.getKey()) : "let in";
                    if (!seen(came).equals(expected) || isItsPort == came.isOfWrongPort()) {
                        wrong.add(call + " by " + caller.getKey() + " on " + port + ": " + came);
                    }
                }
            }
            assertThat(answered).as(call.toString()).isPositive();
        }

        assertThat(calls).hasSizeGreaterThan(50);
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_page_that_changes_something_lets_in_operators_alone() throws Exception {
        for (String path : List.of("/console/nodes/x/drain", "/console/cluster/sync", "/console/shards/1/unpin")) {
            Described page = new Described("POST", path, "operator");
            for (String caller : List.of(NOBODY, "reader", "writer")) {
                assertThat(seen(call(TOKENS.get(caller), page, node.gatewayPort)))
                        .as(path + " by " + caller)
                        .isEqualTo(expected(page, caller));
            }
        }
    }
}
