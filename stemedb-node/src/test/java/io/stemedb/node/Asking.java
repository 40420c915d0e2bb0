package io.stemedb.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stemedb.promise.Read.Answer;
import io.stemedb.promise.Read.Require;
import io.stemedb.promise.Read.Shown;
import io.stemedb.promise.Said;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;

/** Asks real nodes for all claims of a path or below one, page by page. */
final class Asking {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 1_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RealCluster cluster;
    private final Duration patience;

    /**
     * What came back.
     *
     * @param token of the last page; empty if there was no answer
     * @param covered what that page showed
     */
    record Told(Answer answer, String token, Set<Said> covered) {}

    Asking(RealCluster cluster, Duration patience) {
        this.cluster = cluster;
        this.patience = patience;
    }

    /**
     * Asks to the end. Without one of the pages there is no answer.
     *
     * @param token that goes with each page; empty for none
     * @param nextPage which node is asked for each page but the first
     */
    Told ask(int node, String scope, Require require, String token, IntSupplier nextPage) throws InterruptedException {
        List<Shown> shown = new ArrayList<>();
        ObjectNode question = JSON.createObjectNode()
                .put("concept_path", scope)
                .put("lens", "all")
                .put("limit", PAGE);
        if (scope.hashCode() % 3 != 0) { // there is no other predicate, and without one another way is taken
            question.put("predicate", "p");
        }
        boolean complete = true;
        int asked = node;
        while (true) {
            HttpResponse<String> answer;
            JsonNode page;
            try {
                answer = send(asked, require, token, question.toString());
                page = JSON.readTree(answer.body());
            } catch (IOException nobody) {
                return none(nobody.toString());
            }
            if (answer.statusCode() != 200) {
                return none(answer.statusCode() + " " + answer.body());
            }
            Set<Said> covered = new HashSet<>();
            for (JsonNode item : page.get("results")) {
                shown.add(shown(item));
                covered.add(said(item));
            }
            complete &= page.get("complete").asBoolean();
            JsonNode next = page.get("next_cursor");
            if (next == null || next.isNull()) {
                return new Told(Answer.of(complete, shown), page.get("token").asText(), covered);
            }
            question.set("cursor", next);
            asked = nextPage.getAsInt();
        }
    }

    private static Told none(String why) {
        return new Told(Answer.none(why), "", Set.of());
    }

    private static Shown shown(JsonNode item) {
        return new Shown(
                said(item), item.get("id").asText(), item.get("recorded_at").asText());
    }

    private static Said said(JsonNode item) {
        return new Said(item.get("concept_path").asText(), item.get("value").asText());
    }

    private HttpResponse<String> send(int node, Require require, String token, String body)
            throws IOException, InterruptedException {
        String how =
                require == Require.NOTHING ? "" : "?require=" + require.name().toLowerCase(Locale.ROOT);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + cluster.apiPort(node) + "/v1/query" + how))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Stemedb-Token", token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
