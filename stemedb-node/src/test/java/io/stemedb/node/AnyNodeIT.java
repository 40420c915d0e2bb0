package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each call about many claims, asked of another node than the one that took them, of three of which each keeps two
 * thirds; then with one of them gone.
 */
class AnyNodeIT {
    private static final int SLOTS = 100;
    private static final int CLAIMS = 2 * SLOTS;
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final Pattern VALUE = Pattern.compile("\"value\":(\\d+)");
    private static final Pattern NEXT = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Pattern EVENT = Pattern.compile("id: (\\S+)\ndata: .*?\"value\":(\\d+)");

    private record Call(String method, String path, String body, String... headers) {}

    @TempDir
    Path folder;

    private LocalCluster cluster;

    @Test
    void every_node_answers_for_all() throws Exception {
        cluster = new LocalCluster(folder);
        try (LocalCluster running = cluster) {
            running.start(3);
            running.awaitReady();
            String token = write();

            cursorsGoOnAtAnotherNode(token);
            for (int node = 2; node <= 3; node++) {
                streamsTellAll(node, token);
                aSlotAndItsSourcesAreCounted(node, token);
            }
            theFeedGoesOnAtAnotherNode();
            for (Call call : calls().values()) {
                await().atMost(RunningNode.PATIENCE).untilAsserted(() -> requireComplete(call));
            }
            String after = withdraw(3);
            assertThat(valuesOfAll(2, after)).hasSize(SLOTS);

            for (int node = 1; node <= 2; node++) {
                awaitGround(node);
            }
            running.kill(3);
            for (Call call : calls().values()) {
                await().atMost(RunningNode.PATIENCE).untilAsserted(() -> requireCompleteWithoutOne(call));
            }
            assertThat(valuesOfAll(1, after)).hasSize(SLOTS);
        }
    }

    /** A store counts as one that stays once it was there for a while: before that every node is needed. */
    private void awaitGround(int node) {
        await().atMost(RunningNode.PATIENCE)
                .untilAsserted(() -> assertThat(ok(node, "GET", "/metrics", "").body())
                        .containsPattern("(?m)^stemedb_copies_needing_all_nodes 0(\\.0)?$"));
    }

    private String write() throws Exception {
        String lines = IntStream.range(0, CLAIMS)
                .mapToObj(i -> "{\"concept_path\":\"f/" + i % SLOTS + "\",\"predicate\":\"p\",\"value\":" + i
                        + ",\"source\":\"s" + i / SLOTS + "\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}\n")
                .collect(Collectors.joining());
        List<String> answer = new ArrayList<>();
        await().atMost(RunningNode.PATIENCE)
                .untilAsserted(
                        () -> { // a majority must have the lists of all shards
                            var response =
                                    cluster.send(1, "POST", "/v1/assertions?batch_id=b", lines, "Content-Type", NDJSON);
                            assertThat(response.statusCode())
                                    .as(response.body())
                                    .isEqualTo(200);
                            answer.add(response.body());
                        });
        return token(answer.get(answer.size() - 1));
    }

    private static String token(String answer) {
        Matcher token = TOKEN.matcher(answer);
        assertThat(token.find()).as(answer).isTrue();
        return token.group(1);
    }

    private static List<Integer> values(String answer) {
        return VALUE.matcher(answer)
                .results()
                .map(value -> Integer.valueOf(value.group(1)))
                .toList();
    }

    private HttpResponse<String> ok(int node, String method, String path, String body, String... headers)
            throws Exception {
        HttpResponse<String> answer = cluster.send(node, method, path, body, headers);
        assertThat(answer.statusCode())
                .as("%s at node%d: %s", path, node, answer.body())
                .isEqualTo(200);
        return answer;
    }

    private void cursorsGoOnAtAnotherNode(String token) throws Exception {
        assertThat(valuesOfAll(1, token)).hasSize(CLAIMS).doesNotHaveDuplicates();

        List<String> slots = new ArrayList<>();
        String cursor = "";
        for (int node = 2; cursor != null; node = node % 3 + 1) {
            String path = "/v1/contradictions?prefix=f&limit=30" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            String page = ok(node, "GET", path, "", "Stemedb-Token", token).body();
            Pattern.compile("\"concept_path\":\"([^\"]+)\"")
                    .matcher(page)
                    .results()
                    .forEach(slot -> slots.add(slot.group(1)));
            cursor = next(page);
        }
        assertThat(slots).hasSize(SLOTS).doesNotHaveDuplicates();
    }

    private static String next(String page) {
        Matcher next = NEXT.matcher(page);
        return next.find() ? next.group(1) : null;
    }

    /** Page by page, each from another node. */
    private List<Integer> valuesOfAll(int first, String token) throws Exception {
        int nodes = first == 1 && cluster.console().contains("has ended") ? 2 : 3;
        List<Integer> values = new ArrayList<>();
        String cursor = "";
        for (int node = first; cursor != null; node = node % nodes + 1) {
            String body = "{\"concept_path\":\"f/*\",\"lens\":\"all\",\"limit\":45"
                    + (cursor.isEmpty() ? "" : ",\"cursor\":\"" + cursor + "\"") + "}";
            String page = ok(node, "POST", "/v1/query", body, "Content-Type", JSON, "Stemedb-Token", token)
                    .body();
            values.addAll(values(page));
            cursor = next(page);
        }
        return values;
    }

    private void streamsTellAll(int node, String token) throws Exception {
        String export = ok(node, "GET", "/v1/export?prefix=f", "", "Stemedb-Token", token)
                .body();
        assertThat(values(export)).hasSize(CLAIMS).doesNotHaveDuplicates();

        String lines = ok(node, "GET", "/v1/contradictions?prefix=f", "", "Accept", NDJSON, "Stemedb-Token", token)
                .body();
        assertThat(lines.lines()).hasSize(SLOTS);

        String questions = IntStream.range(0, SLOTS)
                .mapToObj(i -> "{\"concept_path\":\"f/" + i + "\",\"lens\":\"all\"}\n")
                .collect(Collectors.joining());
        String answers = ok(node, "POST", "/v1/query/batch", questions, "Content-Type", NDJSON, "Stemedb-Token", token)
                .body();
        assertThat(answers.lines()).hasSize(SLOTS);
        assertThat(values(answers)).hasSize(CLAIMS).doesNotHaveDuplicates();
        assertThat(values(answers.lines().toList().get(17))).containsExactlyInAnyOrder(17, SLOTS + 17);
    }

    private void aSlotAndItsSourcesAreCounted(int node, String token) throws Exception {
        String history = ok(node, "GET", "/v1/history?concept_path=f/7&predicate=p", "", "Stemedb-Token", token)
                .body();
        assertThat(values(history)).containsExactlyInAnyOrder(7, SLOTS + 7);

        int children = 0;
        String cursor = "";
        for (int asked = node; cursor != null; asked = asked % 3 + 1) { // a page ends after 30 ms, too
            String path = "/v1/concepts?prefix=f&limit=60" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            String page = ok(asked, "GET", path, "", "Stemedb-Token", token).body();
            children += (int)
                    Pattern.compile("\"assertions\":2,").matcher(page).results().count();
            cursor = next(page);
        }
        assertThat(children).isEqualTo(SLOTS);

        assertThat(ok(node, "GET", "/v1/sources/s1", "", "Stemedb-Token", token).body())
                .contains("\"assertions\":" + SLOTS);
        assertThat(ok(node, "GET", "/v1/sources?limit=1", "", "Stemedb-Token", token)
                        .body())
                .contains("\"id\":\"s0\"", "\"assertions\":" + SLOTS);
    }

    private void theFeedGoesOnAtAnotherNode() throws Exception {
        List<String> positions = new ArrayList<>();
        List<Integer> told = new ArrayList<>();
        feed(2, "start", CLAIMS, positions, told);
        assertThat(told).doesNotHaveDuplicates().hasSize(CLAIMS);

        int half = CLAIMS / 2;
        List<Integer> rest = new ArrayList<>();
        feed(3, positions.get(half - 1), CLAIMS - half, new ArrayList<>(), rest);
        assertThat(new HashSet<>(rest))
                .as("what comes behind a position, from another node")
                .isEqualTo(new HashSet<>(told.subList(half, CLAIMS)));
    }

    private void feed(int node, String after, int count, List<String> positions, List<Integer> told) throws Exception {
        String events = ok(node, "GET", "/v1/changes?prefix=f&limit=" + count + "&after=" + after, "")
                .body();
        EVENT.matcher(events).results().forEach(event -> {
            positions.add(event.group(1));
            told.add(Integer.valueOf(event.group(2)));
        });
    }

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("query", new Call("POST", "/v1/query?", "{\"concept_path\":\"f/7\"}", "Content-Type", JSON));
        calls.put("walk", new Call("POST", "/v1/query?", "{\"concept_path\":\"f/*\"}", "Content-Type", JSON));
        calls.put("batch", new Call("POST", "/v1/query/batch?", "{\"concept_path\":\"f/*\"}", "Content-Type", NDJSON));
        calls.put("history", new Call("GET", "/v1/history?concept_path=f/7&predicate=p&", ""));
        calls.put("concepts", new Call("GET", "/v1/concepts?prefix=f&", ""));
        calls.put("contradictions", new Call("GET", "/v1/contradictions?prefix=f&", ""));
        calls.put("lines", new Call("GET", "/v1/contradictions?prefix=f&", "", "Accept", NDJSON));
        calls.put("export", new Call("GET", "/v1/export?prefix=f&", ""));
        calls.put("source", new Call("GET", "/v1/sources/s1?", ""));
        calls.put("sources", new Call("GET", "/v1/sources?", ""));
        return calls;
    }

    private HttpResponse<String> send(Call call, String parameter) throws Exception {
        return cluster.send(2, call.method(), call.path() + parameter, call.body(), call.headers());
    }

    private void requireComplete(Call call) throws Exception {
        HttpResponse<String> answer = send(call, "require=complete");
        assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isEqualTo(200);
        assertThat(told(answer)).as(call.path()).contains("\"complete\":true");
    }

    /** What an answer says of itself: in the body, or of a stream in its headers. */
    private static String told(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Stemedb-Complete")
                .map(complete -> "\"complete\":" + complete + ",\"unreachable\":[\""
                        + answer.headers().firstValue("Stemedb-Unreachable").orElse("") + "\"]")
                .orElseGet(answer::body);
    }

    /** Two disks have what was acknowledged, and one node is away: only who wants all of them asked is refused. */
    private void requireCompleteWithoutOne(Call call) throws Exception {
        HttpResponse<String> answer = send(call, "");
        assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isEqualTo(200);
        assertThat(told(answer)).as(call.path()).contains("\"complete\":true");
        requireComplete(call);
        HttpResponse<String> refused = send(call, "require=all");
        assertThat(refused.body())
                .as("%s", call)
                .contains("urn:stemedb:problem:replicas-unreachable", "\"field\":\"/require\"", "node3");
        if (!call.path().contains("batch")) { // of which each line is refused for itself
            assertThat(refused.statusCode()).as("%s: %s", call, refused.body()).isEqualTo(503);
        }
    }

    private String withdraw(int node) throws Exception {
        HttpResponse<String> answer = cluster.send(
                node,
                "POST",
                "/v1/retract",
                "{\"batch_id\":\"b\",\"source\":\"s0\",\"reason\":\"a mishap\"}",
                "Content-Type",
                JSON);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).contains("\"retracted\":" + SLOTS, "\"applied\":true");
        return token(answer.body());
    }
}
