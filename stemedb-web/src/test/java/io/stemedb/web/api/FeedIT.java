package io.stemedb.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.web.api.Api.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What leaves the database as a stream, and what walks over it, on the WAR that is shipped on a real server. */
@ExtendWith({FreshServer.class, ArquillianExtension.class})
class FeedIT {
    @Deployment(testable = false)
    static WebArchive war() {
        return War.shipped();
    }

    @ArquillianResource
    URL base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api("127.0.0.1:" + base.getPort()).awaitReady();
    }

    @Test
    void an_export_is_taken_again_line_by_line_as_what_it_was() {
        Answer claim = api.claim("export/a", "p", "1", "s");
        api.claim("export/a/b", "p", "[1,\"x\"]", "s");
        api.post("/v1/retract", "{\"target\":\"" + claim.text("id") + "\",\"source\":\"s\",\"reason\":\"wrong\"}");

        Answer export = api.get("/v1/export?prefix=export/a");
        assertThat(export.status()).isEqualTo(200);
        assertThat(export.type().orElseThrow()).startsWith(Api.NDJSON);
        assertThat(Api.linesOf(export.body())).hasSize(3);
        Answer taken = api.lines("/v1/assertions", export.body());
        assertThat(taken.number("failed")).isZero();
        assertThat(taken.number("duplicates")).isEqualTo(3);
        assertThat(Api.linesOf(api.get("/v1/export?prefix=export/a/*").body())).hasSize(1);
        assertThat(api.get("/v1/export").body()).doesNotContain("_stemedb");
        assertThat(api.get("/v1/export?prefix=nothing/here").body()).isEmpty();
    }

    @Test
    void streams_refuse_like_every_other_call() {
        for (String path : List.of("/v1/export", "/v1/contradictions", "/v1/changes", "/v1/concepts")) {
            assertThat(api.get(path + "?prefix=/x").text("field")).as(path).isEqualTo("/prefix");
            assertThat(api.get(path + "?prefx=x").text("hint")).as(path).contains("did you mean prefix?");
            assertThat(api.post(path, "{}").status()).as(path).isEqualTo(405);
            assertThat(api.get(path, "Accept", "text/html").status()).as(path).isEqualTo(406);
        }
        assertThat(api.get("/v1/query/batch").status()).isEqualTo(405);
        assertThat(api.post("/v1/query/batch", "{}").status()).isEqualTo(415);
        assertThat(api.get("/v1/contradictions?limit=2", "Accept", Api.NDJSON).text("field"))
                .isEqualTo("/limit");
        assertThat(api.get("/v1/changes?after=x").text("field")).isEqualTo("/after");
        assertThat(api.get("/v1/changes?after=start&limit=1", "Last-Event-ID", "x")
                        .text("field"))
                .isEqualTo("/Last-Event-ID");
    }

    @Test
    void questions_are_answered_a_line_each_and_a_bad_one_in_its_place() {
        api.claim("qb/a", "p", "1", "s");
        Answer answer = api.lines(
                "/v1/query/batch",
                "{\"concept_path\":\"qb/a\"}\n\n{\"concept_path\":3}\r\n{\"concept_path\":\"qb/none\"}");
        List<String> lines = Api.linesOf(answer.body());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"value\":1", "\"token\":");
        assertThat(lines.get(1)).contains("\"line\":3", "\"status\":400", "\"field\":\"/concept_path\"");
        assertThat(lines.get(2)).contains("\"results\":[]");
    }

    @Test
    void the_tree_is_shown_level_by_level() {
        api.claim("tree/x", "p", "1", "s");
        api.claim("tree/x/y", "p", "1", "s");
        Answer last = api.claim("tree/z", "p", "1", "s");
        Answer first = api.get("/v1/concepts?prefix=tree&limit=1", "Stemedb-Token", last.text("token"));
        assertThat(first.value("children"))
                .isEqualTo("[{\"assertions\":2,\"has_children\":true,\"name\":\"x\",\"path\":\"tree/x\",\"slots\":2}]");
        Answer second = api.get("/v1/concepts?prefix=tree&limit=1&cursor=" + first.text("next_cursor"));
        assertThat(second.value("children")).contains("tree/z");
        assertThat(second.value("next_cursor")).isEqualTo("null");
    }

    @Test
    void contradictions_come_as_a_page_or_a_line_each() {
        api.claim("con/a", "p", "1", "s");
        api.claim("con/a", "p", "2", "t");
        api.claim("con/b", "p", "1", "s");
        api.claim("con/b", "p", "2", "s");
        Answer page = api.get("/v1/contradictions?prefix=con");
        assertThat(page.value("results")).contains("con/a", "\"lenses_agree\":").doesNotContain("con/b");
        Answer lines = api.get("/v1/contradictions?prefix=con&single_source=true", "Accept", Api.NDJSON);
        assertThat(lines.type().orElseThrow()).startsWith(Api.NDJSON);
        assertThat(Api.linesOf(lines.body())).hasSize(2);
    }

    @Test
    void changes_are_told_as_they_come_and_go_on_from_where_they_broke_off() throws IOException {
        String request = "GET /v1/changes?prefix=feed HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        String second;
        try (Socket socket = api.socket()) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            lineWith(in, "id: ");
            api.claim("feed/a", "p", "1", "s");
            api.claim("elsewhere", "p", "1", "s");
            String first = lineWith(in, "id: ").substring(4);
            assertThat(lineWith(in, "data: "))
                    .contains("\"concept_path\":\"feed/a\"", "\"recorded_at\":", "\"shard\":");
            api.claim("feed/a", "p", "2", "s");
            second = lineWith(in, "data: ");
            assertThat(second).contains("\"value\":2");
            Answer again = api.get("/v1/changes?prefix=feed&limit=1&after=" + first);
            assertThat(again.type().orElseThrow()).startsWith("text/event-stream");
            assertThat(again.body()).contains(second);
            assertThat(api.get("/v1/changes?prefix=feed&limit=1", "Last-Event-ID", first)
                            .body())
                    .contains(second);
        }
        assertThat(api.get("/v1/changes?prefix=feed&limit=2&after=start").body())
                .contains("\"value\":1", second);
    }

    private static String lineWith(InputStream in, String start) throws IOException {
        List<String> seen = new ArrayList<>();
        while (seen.size() < 100) {
            String line = Api.line(in);
            seen.add(line);
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("no line with " + start + " in " + seen);
    }
}
