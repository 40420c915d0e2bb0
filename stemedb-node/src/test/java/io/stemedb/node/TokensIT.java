package io.stemedb.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Tokens as an operator has them: made beside a running node, held to by it, revoked, and on record. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokensIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CLAIM = "{\"concept_path\":\"a/b\",\"predicate\":\"p\",\"value\":1}";
    private static final String QUESTION = "{\"concept_path\":\"a/b\"}";
    private static final String JSON = "application/json";

    @TempDir
    static Path folder;

    private static RunningNode node;
    private static String operator;
    private static String writer;
    private static String reader;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private static Path data() {
        return folder.resolve("data");
    }

    private static RunningNode start(String... flags) throws IOException {
        List<String> all = new ArrayList<>(List.of("--data-dir", data().toString(), "--node-id", "node-1"));
        all.addAll(List.of(flags));
        return RunningNode.start(folder, all.toArray(String[]::new));
    }

    @BeforeAll
    static void begin() throws IOException {
        node = start().awaitReady();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (node != null) {
            node.close();
        }
    }

    private HttpResponse<String> send(String token, String method, int port, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(RunningNode.PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", JSON);
        }
        if (token != null) {
            request.header("Authorization", token.startsWith("stemedb_") ? "Bearer " + token : token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private int api(String token, String method, String path, String body) throws IOException, InterruptedException {
        return send(token, method, node.httpPort, path, body).statusCode();
    }

    private HttpResponse<String> gateway(String token, String method, String path, String body)
            throws IOException, InterruptedException {
        return send(token, method, node.gatewayPort, path, body);
    }

    private JsonNode tree(HttpResponse<String> answer) throws IOException {
        return json.readTree(answer.body());
    }

    /** What the command prints on its standard output. */
    private static String command(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(System.getProperty("stemedb.command")));
        all.addAll(List.of(words));
        all.addAll(List.of("--data-dir", data().toString()));
        ProcessBuilder builder = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("STEMEDB_HOME", Installation.home().toString());
        builder.environment().put("STEMEDB_CONFIG_DIR", "/nowhere");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.strip();
    }

    private static String id(String token) {
        return token.substring(8, 20);
    }

    @Test
    @Order(1)
    void without_tokens_everybody_on_the_machine_may_do_everything() throws Exception {
        assertThat(api(null, "POST", "/v1/assert", CLAIM)).isEqualTo(201);
        assertThat(api(null, "POST", "/v1/query", QUESTION)).isEqualTo(200);
        assertThat(api(null, "GET", "/metrics", null)).isEqualTo(200);
        assertThat(gateway(null, "POST", "/admin/scrub", "{}").statusCode()).isEqualTo(202);
        assertThat(gateway(null, "GET", "/console/", null).statusCode()).isEqualTo(200);
        assertThat(tree(gateway(null, "GET", "/admin/tokens", null)).path("tokens"))
                .isEmpty();
        assertThat(gateway(null, "POST", "/admin/tokens", "{\"role\":\"reader\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(data().resolve("known-tokens.toml")).doesNotExist();
    }

    @Test
    @Order(2)
    void a_node_without_tokens_does_not_listen_where_others_reach_it() throws Exception {
        RunningNode refused = RunningNode.start(
                folder.resolve("other"),
                "--data-dir",
                folder.resolve("other/data").toString(),
                "--bind",
                "0.0.0.0");

        assertThat(refused.awaitEnd()).isEqualTo(2);
        assertThat(refused.console()).contains("stemedb-node token create", "STEMEDB_SECURITY_MODE=open");
    }

    @Test
    @Order(3)
    void a_token_that_is_made_beside_the_running_node_closes_it_within_seconds() throws Exception {
        operator = command("token", "create", "--role", "operator", "--note", "alice");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve("tokens.toml"))))
                .isEqualTo("rw-------");
        Awaitility.await().atMost(SOON).until(() -> api(null, "POST", "/v1/query", QUESTION) == 401);
        HttpResponse<String> answer = send(null, "POST", node.httpPort, "/v1/assert", CLAIM);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(tree(answer).path("type").asText()).isEqualTo("urn:stemedb:problem:unauthenticated");
        assertThat(api(operator, "POST", "/v1/query", QUESTION)).isEqualTo(200);
        assertThat(api(null, "GET", "/v1/health", null)).isEqualTo(200);
        assertThat(api(null, "GET", "/health/ready", null)).isEqualTo(200);
        assertThat(api(null, "GET", "/metrics", null)).isEqualTo(401);
        assertThat(api(null, "GET", "/nothing/at/all", null)).isEqualTo(401);
        assertThat(gateway(null, "GET", "/v1/health", null).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void each_role_may_do_what_it_covers() throws Exception {
        writer = tree(gateway(operator, "POST", "/admin/tokens", "{\"role\":\"writer\",\"note\":\"importer\"}"))
                .path("token")
                .asText();
        HttpResponse<String> made = gateway(operator, "POST", "/admin/tokens", "{\"role\":\"reader\"}");
        reader = tree(made).path("token").asText();

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/admin/tokens/" + id(reader));
        assertThat(api(reader, "POST", "/v1/query", QUESTION)).isEqualTo(200);
        assertThat(api(reader, "GET", "/metrics", null)).isEqualTo(200);
        assertThat(api(reader, "GET", "/v1/sources/anonymous", null)).isEqualTo(200);
        assertThat(api(reader, "POST", "/v1/assert", CLAIM)).isEqualTo(403);
        assertThat(api(writer, "POST", "/v1/assert", CLAIM)).isEqualTo(201);
        assertThat(api(writer, "PUT", "/v1/sources/s", "{\"authority\":0.9}")).isEqualTo(403);
        assertThat(api(operator, "PUT", "/v1/sources/a%2F..%2Fb", "{\"authority\":0.9}"))
                .isEqualTo(201);
        HttpResponse<String> forbidden = gateway(writer, "POST", "/admin/scrub", "{}");
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(tree(forbidden).path("detail").asText()).contains("role operator", "role writer");
        assertThat(gateway(reader, "GET", "/cluster/members", null).statusCode())
                .isEqualTo(200);
        assertThat(gateway(reader, "GET", "/admin/tokens", null).statusCode()).isEqualTo(403);
        assertThat(gateway(operator, "POST", "/admin/scrub", "{\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> list = gateway(operator, "GET", "/admin/tokens", null);
        assertThat(tree(list).path("tokens")).hasSize(3);
        assertThat(list.body()).contains("importer").doesNotContain(operator.substring(21), "sha256");
    }

    @Test
    @Order(5)
    void no_reader_finds_what_is_kept_of_a_token_among_the_claims() throws Exception {
        String path = "{\"concept_path\":\"_stemedb/cluster/token/" + id(operator) + "\"}";
        String found = send(reader, "POST", node.httpPort, "/v1/query", path).body()
                + send(reader, "GET", node.httpPort, "/v1/export", null).body()
                + send(
                                reader,
                                "GET",
                                node.httpPort,
                                "/v1/history?predicate=fact&concept_path=_stemedb/cluster/token/" + id(operator),
                                null)
                        .body();

        assertThat(found).doesNotContain("sha256");
        assertThat(gateway(operator, "GET", "/admin/debug/export", null).body()).doesNotContain("sha256");
    }

    @Test
    @Order(6)
    void a_browser_is_sent_to_a_form_and_has_its_token_in_a_cookie_then() throws Exception {
        assertThat(gateway(null, "GET", "/console/", null).statusCode()).isEqualTo(401);
        HttpResponse<String> asked = page("GET", "/console/nodes?x=1", null, "");
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(to(asked)).isEqualTo("/console/login?next=%2Fconsole%2Fnodes%3Fx%3D1");
        assertThat(to(page("GET", "/console/", null, ""))).isEqualTo("/console/login?next=%2Fconsole%2F");
        assertThat(page("GET", "/console/login", null, "").statusCode()).isNotEqualTo(303);

        assertThat(to(page("POST", "/console/login", null, "token=stemedb_nobodynobody_x&next=/console/nodes")))
                .isEqualTo("/console/login?next=%2Fconsole%2Fnodes&why=unknown");
        HttpResponse<String> in = page("POST", "/console/login", null, "next=//elsewhere/&token=" + reader);
        assertThat(to(in)).isEqualTo("/console/");
        String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/console;");

        String kept = cookie.substring(0, cookie.indexOf(';'));
        assertThat(page("GET", "/console/", kept, "").statusCode()).isEqualTo(200);
        assertThat(to(page("POST", "/console/nodes/x/drain", kept, ""))).contains("why=forbidden");
        assertThat(send(null, "GET", node.gatewayPort, "/cluster/members", null).statusCode())
                .isEqualTo(401);
        assertThat(to(page("POST", "/console/logout", kept, ""))).isEqualTo("/console/login");
    }

    private static String to(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("nowhere: " + answer.statusCode());
    }

    private HttpResponse<String> page(String method, String path, String cookie, String form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.gatewayPort + path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(form));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    @Order(7)
    void a_token_that_is_revoked_or_rotated_ends_at_once() throws Exception {
        assertThat(gateway(operator, "DELETE", "/admin/tokens/" + id(operator), null)
                        .statusCode())
                .isEqualTo(409);
        assertThat(gateway(operator, "DELETE", "/admin/tokens/" + id(writer), null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(api(writer, "POST", "/v1/assert", CLAIM)).isEqualTo(401);

        HttpResponse<String> rotated = gateway(operator, "POST", "/admin/tokens/" + id(reader) + "/rotate", "{}");
        assertThat(rotated.statusCode()).isEqualTo(201);
        assertThat(api(reader, "POST", "/v1/query", QUESTION)).isEqualTo(401);
        reader = tree(rotated).path("token").asText();
        assertThat(api(reader, "POST", "/v1/query", QUESTION)).isEqualTo(200);
        assertThat(gateway(operator, "DELETE", "/admin/tokens/nobodynobody", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(8)
    void what_operators_did_and_who_was_turned_away_is_on_record() throws Exception {
        // The record is written behind the answer.
        Awaitility.await()
                .atMost(SOON)
                .until(() -> events().stream()
                        .anyMatch(event -> event.path("path").asText().equals("/admin/tokens/nobodynobody")));
        List<JsonNode> events = events();

        assertThat(events.get(0).path("status").asInt()).isEqualTo(404);
        assertThat(events).anySatisfy(event -> {
            assertThat(event.path("path").asText()).isEqualTo("/admin/scrub");
            assertThat(event.path("who").asText()).isEqualTo("anyone");
            assertThat(event.path("status").asInt()).isEqualTo(202);
            assertThat(event.path("task_id").asText()).hasSizeGreaterThan(10);
            assertThat(event.path("node_id").asText()).isEqualTo("node-1");
            assertThat(event.path("from").asText()).isEqualTo("127.0.0.1");
        });
        assertThat(events).anySatisfy(event -> {
            assertThat(event.path("who").asText()).isEqualTo(id(operator));
            assertThat(event.path("body").path("role").asText()).isEqualTo("writer");
            assertThat(event.path("body").path("made").asText()).isEqualTo(id(writer));
        });
        assertThat(events).anySatisfy(event -> {
            assertThat(event.path("who").asText()).isEqualTo(id(writer));
            assertThat(event.path("status").asInt()).isEqualTo(403);
        });
        assertThat(events).anySatisfy(event -> {
            assertThat(event.path("path").asText()).isEqualTo("/v1/sources/a/../b");
            assertThat(event.path("body").path("authority").asText()).isEqualTo("0.9");
        });
        assertThat(events)
                .anyMatch(event -> event.path("status").asInt() == 401
                        && event.path("who").asText().equals("none"));
        assertThat(events).anyMatch(event -> event.path("status").asInt() == 409);
        assertThat(events.toString()).doesNotContain("stemedb_");
        JsonNode page = tree(gateway(operator, "GET", "/admin/events?limit=2", null));
        assertThat(page.path("events")).hasSize(2);
        JsonNode next = tree(gateway(
                operator,
                "GET",
                "/admin/events?limit=2&cursor=" + page.path("next_cursor").asText(),
                null));
        assertThat(next.path("events").get(0)).isEqualTo(events.get(2));
        assertThat(gateway(operator, "GET", "/admin/events?cursor=x", null).statusCode())
                .isEqualTo(400);
        assertThat(gateway(reader, "GET", "/admin/events", null).statusCode()).isEqualTo(403);
    }

    private List<JsonNode> events() throws IOException, InterruptedException {
        JsonNode events =
                tree(gateway(operator, "GET", "/admin/events?limit=1000", null)).path("events");
        return StreamSupport.stream(events.spliterator(), false).toList();
    }

    @Test
    @Order(9)
    void another_start_knows_them_listens_elsewhere_and_loads_the_sample_by_itself() throws Exception {
        node.terminate();
        assertThat(node.awaitEnd()).isZero();
        node = start("--bind", "0.0.0.0", "--sample").awaitReady();

        assertThat(node.console()).contains("everyone who reaches 0.0.0.0 needs a token");
        Awaitility.await().atMost(SOON).until(() -> node.console().contains("sample: "));
        assertThat(node.console()).doesNotContain("warning");
        assertThat(api(null, "POST", "/v1/query", QUESTION)).isEqualTo(401);
        assertThat(api(writer, "POST", "/v1/query", QUESTION)).isEqualTo(401);
        assertThat(api(reader, "POST", "/v1/query", QUESTION)).isEqualTo(200);
        assertThat(send(null, "GET", node.httpPort, "/v1/health", null).body()).contains("healthy");
    }

    @Test
    @Order(10)
    void whoever_lost_all_tokens_makes_one_beside_the_running_node() throws Exception {
        assertThat(gateway(operator, "DELETE", "/admin/tokens/" + id(operator) + "?force=true", null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway(operator, "GET", "/admin/tokens", null).statusCode()).isEqualTo(401);

        String found = command("token", "create", "--role", "operator");

        Awaitility.await()
                .atMost(SOON)
                .until(() -> gateway(found, "GET", "/admin/tokens", null).statusCode() == 200);
        assertThat(gateway(operator, "GET", "/admin/tokens", null).statusCode()).isEqualTo(401);
        assertThat(command("token", "list")).contains(id(found), id(operator));
    }
}
