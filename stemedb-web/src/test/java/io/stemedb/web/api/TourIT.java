package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.web.api.Api.Answer;
import io.stemedb.web.metrics.MetricRules;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the API promises, called on the WAR that is shipped on a real server. */
@ExtendWith({FreshServer.class, ArquillianExtension.class})
class TourIT {
    @Deployment(testable = false)
    static WebArchive war() {
        return War.shipped();
    }

    @ArquillianResource
    URL base;

    private Api api;
    private Api gateway;

    @BeforeEach
    void connect() {
        api = new Api("127.0.0.1:" + base.getPort()).awaitReady();
        gateway = new Api("127.0.0.1:" + FreshServer.gatewayPort());
    }

    @Test
    void a_claim_is_taken_once_and_found_by_its_id() {
        String claim = "{\"concept_path\":\"once/a\",\"predicate\":\"p\",\"value\":1,"
                + "\"asserted_at\":\"2026-01-01T00:00:00Z\"}";
        Answer first = api.post("/v1/assert", claim);
        int held = api.held();
        Answer again = api.post("/v1/assert?ack=quorum", claim);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.location()).hasValue("/v1/assertions/" + first.text("id"));
        assertThat(first.text("source")).isEqualTo("anonymous");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.json().bool("duplicate")).isTrue();
        assertThat(api.held()).isEqualTo(held);
        Answer found = api.get(first.location().orElseThrow(), "Stemedb-Token", first.text("token"));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.value("retracted_by")).isEqualTo("null");
        assertThat(found.value("superseded_by")).isEqualTo("null");
    }

    @Test
    void a_key_makes_a_repeat_known_and_another_body_under_it_is_refused() {
        String claim = "{\"concept_path\":\"key/a\",\"predicate\":\"p\",\"value\":%d}";
        Answer first = api.post("/v1/assert", String.format(Locale.ROOT, claim, 1), "Idempotency-Key", "k1");
        Answer again = api.post("/v1/assert", String.format(Locale.ROOT, claim, 1), "Idempotency-Key", "k1");
        Answer other = api.post("/v1/assert", String.format(Locale.ROOT, claim, 2), "Idempotency-Key", "k1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("type")).isEqualTo("urn:stemedb:problem:key-reused");
        assertThat(other.text("field")).isEqualTo("/Idempotency-Key");
    }

    @Test
    void lenses_disagree_and_a_weight_changes_what_authority_says_from_then_on() {
        api.claim("lens/a", "capital", "\"Old\"", "lens-s1");
        api.claim("lens/a", "capital", "\"Old\"", "lens-s2");
        api.claim("lens/a", "capital", "\"New\"", "lens-s3");
        String slot = "\"concept_path\":\"lens/a\",\"predicate\":\"capital\",\"lens\":\"%s\"";

        assertThat(api.query(String.format(Locale.ROOT, slot, "recency")).body())
                .contains("\"value\":\"New\"", "\"contested\":true");
        assertThat(api.query(String.format(Locale.ROOT, slot, "consensus") + ",\"explain\":true")
                        .body())
                .contains("\"value\":\"Old\"", "\"groups\":[", "\"won\":true", "\"won\":false");
        Answer all = api.query(String.format(Locale.ROOT, slot, "all"));
        assertThat(all.value("results").split("\"id\":")).hasSize(4);

        Answer before = api.query(String.format(Locale.ROOT, slot, "authority"));
        Answer registered = api.put("/v1/sources/lens-s1", "{\"kind\":\"agency\",\"authority\":0.9}");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(before.body()).contains("\"value\":\"New\"");
        assertThat(api.query(String.format(Locale.ROOT, slot, "authority")).body())
                .contains("\"value\":\"Old\"");
        assertThat(api.query(String.format(Locale.ROOT, slot, "authority") + ",\"as_of\":\"" + before.text("as_of")
                                + "\"")
                        .body())
                .contains("\"value\":\"New\"");
    }

    @Test
    void a_retraction_by_its_own_source_takes_a_claim_out_and_history_shows_both() {
        String content = "{\"concept_path\":\"gone/a\",\"predicate\":\"p\",\"value\":1,\"source\":\"s\","
                + "\"asserted_at\":\"2026-01-01T00:00:00Z\"}";
        String id = api.post("/v1/assert", content).text("id");
        String request = "{\"target\":\"" + id + "\",\"source\":\"%s\",\"reason\":\"wrong\"}";

        Answer flagged = api.post("/v1/retract", String.format(Locale.ROOT, request, "other"));
        assertThat(flagged.status()).isEqualTo(201);
        assertThat(flagged.json().bool("applied")).isFalse();
        assertThat(api.query("\"concept_path\":\"gone/a\"").body()).contains(id);

        Answer retracted = api.post("/v1/retract", String.format(Locale.ROOT, request, "s"));
        assertThat(retracted.status()).isEqualTo(201);
        assertThat(retracted.json().bool("applied")).isTrue();
        assertThat(api.query("\"concept_path\":\"gone/a\"").value("results")).isEqualTo("[]");
        assertThat(api.query("\"concept_path\":\"gone/a\",\"include\":[\"retracted\"]")
                        .body())
                .contains(id);
        assertThat(api.get("/v1/assertions/" + id).text("retracted_by")).isEqualTo(retracted.text("id"));
        Answer history = api.get("/v1/history?concept_path=gone/a&predicate=p");
        assertThat(history.value("results").split("\"recorded_at\":")).hasSize(4);

        Answer again = api.post("/v1/assert", content);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().bool("retracted")).isTrue();
    }

    @Test
    void a_source_revises_itself_by_superseding() {
        String id = api.claim("revised/a", "p", "1", "s").text("id");
        Answer newer = api.post(
                "/v1/assert",
                "{\"concept_path\":\"revised/a\",\"predicate\":\"p\",\"value\":2,\"source\":\"s\",\"supersedes\":\""
                        + id + "\"}");

        assertThat(newer.status()).isEqualTo(201);
        assertThat(api.get("/v1/assertions/" + id).text("superseded_by")).isEqualTo(newer.text("id"));
        assertThat(api.query("\"concept_path\":\"revised/a\",\"lens\":\"all\"").body())
                .doesNotContain("\"id\":\"" + id);
    }

    @Test
    void pages_of_a_subtree_neither_skip_nor_repeat() {
        for (int i = 0; i < 7; i++) {
            api.claim("pages/x/" + i, "p", Integer.toString(i), "s");
        }
        StringBuilder seen = new StringBuilder();
        String cursor = "";
        do {
            Answer page = api.query("\"concept_path\":\"pages/*\",\"limit\":3" + cursor);
            page.value("results").lines().forEach(seen::append);
            cursor = page.value("next_cursor").equals("null") ? null : ",\"cursor\":" + page.value("next_cursor");
        } while (cursor != null);
        for (int i = 0; i < 7; i++) {
            assertThat(seen.toString().split("pages/x/" + i, -1)).hasSize(2);
        }
    }

    @Test
    void a_batch_takes_what_is_right_and_names_what_is_not() {
        String lines = "{\"concept_path\":\"batch/1\",\"predicate\":\"p\",\"value\":1,\"source\":\"b\"}\r\n\n"
                + "{\"concept_path\":\"batch/2\",\"predicate\":\"p\"}\n"
                + "{\"concept_path\":\"batch/3\",\"predicate\":\"p\",\"value\":3,\"source\":\"b\"}";
        int before = api.held();
        Answer rehearsed = api.lines("/v1/assertions?batch_id=b1&dry_run=true", lines);
        assertThat(rehearsed.number("created")).isEqualTo(2);
        assertThat(api.held()).isEqualTo(before);

        Answer report = api.lines("/v1/assertions?batch_id=b1", lines);
        assertThat(report.status()).isEqualTo(207);
        assertThat(report.canonical())
                .contains("\"batch_id\":\"b1\",\"created\":2,\"duplicates\":0")
                .contains("\"field\":\"/value\",\"line\":3,\"type\":\"urn:stemedb:problem:malformed\"");
        assertThat(api.lines("/v1/assertions?batch_id=b1", lines).number("duplicates"))
                .isEqualTo(2);
        assertThat(api.held()).isEqualTo(before + 2);

        String request = "{\"batch_id\":\"b1\",\"source\":\"b\",\"reason\":\"loaded twice\"}";
        assertThat(api.post("/v1/retract", request).number("retracted")).isEqualTo(2);
        assertThat(api.post("/v1/retract", request).number("duplicates")).isEqualTo(2);
        assertThat(api.query("\"concept_path\":\"batch/*\"").value("results")).isEqualTo("[]");
    }

    @Test
    void a_batch_that_is_answered_as_it_goes_ends_with_its_report() {
        String lines = "{\"concept_path\":\"flow/1\",\"predicate\":\"p\",\"value\":1}\n{\"value\":1}\n";
        Answer answer = api.lines("/v1/assertions?batch_id=flow", lines, "Accept", Api.NDJSON);

        List<String> told = Api.linesOf(answer.body());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).hasValue(Api.NDJSON);
        assertThat(told.get(0)).contains("\"line\":2", "\"field\":\"/concept_path\"");
        assertThat(told).contains("{\"acked_through\":2}");
        assertThat(told.get(told.size() - 1)).contains("\"created\":1", "\"failed\":1", "\"token\"");
        assertThat(api.lines("/v1/assertions?dry_run=true", lines, "Accept", Api.NDJSON)
                        .body())
                .contains("{\"checked_through\":2}")
                .doesNotContain("acked_through");
    }

    @Test
    void a_client_that_sends_a_line_and_waits_is_told_that_it_is_durable() throws IOException {
        String claim = "{\"concept_path\":\"slow/1\",\"predicate\":\"p\",\"value\":1}\n";
        try (Socket socket = api.socket()) {
            socket.getOutputStream()
                    .write(("POST /v1/assertions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: "
                                    + Api.NDJSON
                                    + "\r\nAccept: " + Api.NDJSON + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(claim.length()) + "\r\n" + claim + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            String line = Api.line(in);
            while (!line.startsWith("{")) {
                line = Api.line(in);
            }
            assertThat(line).isEqualTo("{\"acked_through\":1}");
            assertThat(api.query("\"concept_path\":\"slow/1\"").body()).contains("slow/1");
            socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("\"created\":1");
        }
    }

    @Test
    void the_id_of_a_source_may_hold_a_slash_and_an_at_sign() {
        Answer registered = api.put("/v1/sources/agency%2Fbureau%40x", "{\"note\":\"n\",\"authority\":0.25}");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.location()).hasValue("/v1/sources/agency%2Fbureau%40x");
        assertThat(api.put("/v1/sources/agency%2Fbureau%40x", "{\"authority\":0.75}")
                        .status())
                .isEqualTo(200);
        Answer again = api.put("/v1/sources/agency%2Fbureau%40x", "{\"authority\":0.75}");
        assertThat(again.status()).isEqualTo(200);
        Answer found = api.get("/v1/sources/agency%2Fbureau%40x", "Stemedb-Token", again.text("token"));
        assertThat(api.get("/v1/sources/agency%2Fbureau%40x", "Stemedb-Token", found.text("token"))
                        .status())
                .isEqualTo(200);
        assertThat(found.text("id")).isEqualTo("agency/bureau@x");
        assertThat(found.value("history").split("\"authority\":")).hasSize(3);
        assertThat(api.get("/v1/sources/nobody").status()).isEqualTo(404);
    }

    @Test
    void sources_come_page_by_page() {
        api.claim("paged/1", "p", "1", "zz-1");
        api.claim("paged/1", "p", "2", "zz-2");
        StringBuilder seen = new StringBuilder();
        String cursor = "";
        do {
            Answer page = api.get("/v1/sources?limit=1" + cursor);
            assertThat(page.text("token")).isNotEmpty();
            seen.append(page.value("results"));
            cursor = page.value("next_cursor").equals("null") ? null : "&cursor=" + page.text("next_cursor");
        } while (cursor != null);
        assertThat(seen.toString()).containsOnlyOnce("\"id\":\"zz-1\"").containsOnlyOnce("\"id\":\"zz-2\"");
        assertThat(seen.toString()).doesNotContain("_stemedb");
    }

    @Test
    void health_and_numbers_are_told_on_both_ports() {
        for (Api port : List.of(api, gateway)) {
            assertThat(port.get("/v1/health").canonical()).contains("\"node_id\":\"node-1\",\"status\":\"healthy\"");
            assertThat(port.get("/health/ready").body()).contains("\"status\":\"UP\"");
            assertThat(port.get("/health/live").status()).isEqualTo(200);
            assertThat(port.get("/health/started").status()).isEqualTo(200);
            assertThat(port.get("/metrics").body())
                    .contains("\nstemedb_assertions ", "\nstemedb_journal_forces_total ", "\nstemedb_requests_total{");
        }
    }

    @Test
    void whoever_knows_nothing_is_shown_the_calls() {
        assertThat(api.get("/").text("openapi")).isEqualTo("/openapi");
        Answer page = api.get("/", "Accept", "text/html,*/*;q=0.8");
        assertThat(page.type().orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("POST /v1/assert", "POST /v1/query");
    }

    @Test
    void requests_are_counted_by_call_and_how_they_ended() {
        api.query("\"concept_path\":\"a\"");
        api.query("\"concept_path\":7");
        String numbers = api.get("/metrics").body();
        assertThat(Api.linesOf(numbers).stream()
                        .filter(line -> line.startsWith("# TYPE stemedb_") && line.contains("_total"))
                        .toList())
                .hasSizeGreaterThan(6)
                .allMatch(line -> line.endsWith(" counter"));
        assertThat(numbers)
                .containsPattern("stemedb_requests_total\\{call=\"query\",status=\"2xx\"\\} [1-9]")
                .containsPattern("stemedb_requests_total\\{call=\"query\",status=\"4xx\"\\} [1-9]")
                .containsPattern("stemedb_request_duration_seconds_bucket\\{call=\"query\",le=\"5\\.0\"\\} [1-9]");
    }

    @Test
    void the_names_of_metrics_are_as_prometheus_wants_them_and_what_never_happened_is_absent() {
        api.claim("numbers", "p", "1", "s");
        for (Api port : List.of(api, gateway)) {
            String numbers = port.get("/metrics").body();
            assertThat(MetricRules.faults(numbers, "stemedb_")).isEmpty();
            assertThat(numbers)
                    .contains("# HELP ", "# TYPE classloader_loadedClasses_total counter")
                    .doesNotContain("stemedb_last_backup", "stemedb_last_scrub", "stemedb_archive")
                    .doesNotContain("cluster_", "replication", "replicated", "leaderless", "peer", "anti_entropy")
                    .endsWith("\n");
            assertThat(numbers.split("(?m)^stemedb_assertions "))
                    .as("told once")
                    .hasSize(2);
        }
        assertThat(api.get("/metrics?scope=base").body()).doesNotContain("stemedb_");
        assertThat(api.get("/metrics?scope=application").body()).contains("stemedb_requests_total{");
    }
}
