package io.stemedb.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stemedb.web.api.Api.Answer;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators call on the gateway's port, on the WAR that is shipped on a real server. */
@ExtendWith({FreshServer.class, ArquillianExtension.class})
class OperationsIT {
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
    void all_runs_are_merged_by_a_task_that_says_where_it_is_watched() {
        assertThat(gateway.post("/admin/compact", "{\"why\":\"?\"}").text("field"))
                .isEqualTo("/why");
        Answer started = gateway.post("/admin/compact", "{\"reason\":\"a test\"}");
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.text("kind")).isEqualTo("compact");
        String task = started.location().orElseThrow();
        assertThat(task).isEqualTo("/admin/tasks/" + started.text("task_id"));
        Answer watched = gateway.get(task);
        while (!watched.body().contains("ended_at\":\"")) {
            watched = gateway.get(task);
        }
        assertThat(watched.text("state")).isEqualTo("succeeded");
        assertThat(watched.text("reason")).isEqualTo("a test");
    }

    @Test
    void a_task_that_is_not_there_is_named_by_its_problem() {
        for (Answer answer : new Answer[] {
            gateway.get("/admin/tasks/nobody"),
            gateway.send("DELETE", "/admin/tasks/nobody", null, BodyPublishers.noBody())
        }) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("type")).isEqualTo("urn:stemedb:problem:unknown-task");
            assertThat(answer.text("hint")).contains("GET /admin/tasks");
        }
        assertThat(gateway.post("/admin/tasks", "{}").status()).isEqualTo(405);
    }

    @Test
    void shards_are_shown_under_each_of_their_names() {
        Answer claim = api.claim("shards/a", "p", "1", "s");
        String name = claim.text("shard");
        String number = name.substring("shard_".length());
        Answer shard = gateway.get("/v1/shards/" + name);

        assertThat(shard.status()).isEqualTo(200);
        assertThat(shard.text("id")).isEqualTo(name);
        assertThat(shard.text("leader_node")).isEqualTo("node-1");
        assertThat(shard.number("assertion_count")).isPositive();
        assertThat(shard.value("replicas"))
                .contains("\"lag_seconds\":0", "\"role\":\"leader\"", "\"state\":\"filled\"")
                .containsPattern("\"root\":\"[0-9a-f]{64}\"");
        for (String path : new String[] {number, "shard-" + number}) {
            assertThat(gateway.get("/v1/shards/" + path).body()).isEqualTo(shard.body());
        }
        assertThat(gateway.get("/cluster/shards").body()).contains(shard.body()).startsWith("{\"shards\":[");
        assertThat(gateway.get("/v1/admin/ranges").body())
                .contains(shard.body())
                .startsWith("{\"ranges\":[")
                .endsWith("],\"meta_version\":0}");
    }

    @Test
    void a_claim_changes_the_root_of_its_shard() {
        String name = api.claim("roots/a", "p", "1", "s").text("shard");
        String before = gateway.get("/v1/shards/" + name).value("replicas");
        api.claim("roots/a", "p", "2", "s");
        assertThat(gateway.get("/v1/shards/" + name).value("replicas")).isNotEqualTo(before);
        int held = api.held();
        Object shards =
                Tree.map(Tree.read(gateway.get("/cluster/shards").body())).get("shards");
        int sum = Tree.list(shards).stream()
                .mapToInt(shard -> (int) Tree.map(shard).get("assertion_count"))
                .sum();
        assertThat(sum).isEqualTo(held);
    }

    @Test
    void a_shard_that_is_not_there_is_refused() {
        assertThat(gateway.get("/v1/shards/64").text("type")).isEqualTo("urn:stemedb:problem:unknown-shard");
        assertThat(gateway.get("/v1/shards/nord").status()).isEqualTo(400);
        assertThat(gateway.get("/v1/shards/shard_system").status()).isEqualTo(400);
    }

    private Answer ended(Answer started) {
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        String task = "/admin/tasks/" + started.text("task_id");
        await().until(() -> !gateway.get(task).value("ended_at").equals("null"));
        return gateway.get(task);
    }

    @Test
    void a_scrub_is_a_task_that_ends_with_what_it_found() {
        api.claim("scrub/a", "p", "1", "s");
        Answer started = gateway.post("/admin/scrub", "{}");
        assertThat(started.location()).hasValue("/admin/tasks/" + started.text("task_id"));
        Answer ended = ended(started);

        assertThat(ended.text("kind")).isEqualTo("scrub");
        assertThat(ended.text("state")).isEqualTo("succeeded");
        assertThat(ended.text("owner")).isEqualTo("node-1");
        assertThat(ended.text("what")).contains("damages found: 0 in the store, 0 in the journal");
        assertThat(ended.value("progress")).isEqualTo("1");
        assertThat(gateway.get("/admin/tasks").body()).contains(ended.body());
        assertThat(api.get("/v1/health").text("last_scrub")).startsWith("20");
        assertThat(api.get("/metrics").body())
                .containsPattern("stemedb_last_scrub_timestamp_seconds [1-9]")
                .containsPattern("stemedb_last_scrub_bytes [1-9]")
                .containsPattern("stemedb_last_scrub_damages 0");
        Answer late = gateway.send("DELETE", started.location().orElseThrow(), null, BodyPublishers.noBody());
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.text("state")).isEqualTo("succeeded");
    }

    @Test
    void without_a_scrub_there_is_nothing_to_pause() {
        assertThat(gateway.post("/admin/scrub/pause", "{}").text("type")).isEqualTo("urn:stemedb:problem:unknown-task");
    }

    @Test
    void a_forced_sync_adds_up_anew_what_is_on_disk() {
        Answer ended = ended(gateway.post("/cluster/sync", "{\"target_nodes\":[\"node-1\"],\"force\":true}"));
        assertThat(ended.text("state")).isEqualTo("succeeded");
        assertThat(ended.text("what")).contains("damages found: 0");
        assertThat(gateway.post("/cluster/sync", "{}").text("field")).isEqualTo("/force");
        assertThat(gateway.post("/cluster/sync", "{\"force\":true,\"target_nodes\":[\"node-2\"]}")
                        .text("field"))
                .isEqualTo("/target_nodes");
    }

    /** A page of somebody else can have a browser send a form or plain text here, and nothing else. */
    @Test
    void no_form_and_no_plain_text_starts_anything() {
        for (String path :
                new String[] {"/admin/scrub", "/admin/scrub/pause", "/admin/scrub/resume", "/cluster/sync"}) {
            for (String type :
                    new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", null}) {
                assertThat(gateway.send("POST", path, type, BodyPublishers.ofString("{}"))
                                .status())
                        .as(path + " " + type)
                        .isEqualTo(415);
            }
            assertThat(gateway.post(path, "{\"x\":1}").text("field")).isEqualTo("/x");
        }
    }
}
