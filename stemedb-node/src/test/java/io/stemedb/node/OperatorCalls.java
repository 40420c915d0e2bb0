package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/** What operators call at the gateways of a cluster. */
final class OperatorCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ACCEPTED = 202;

    private final RealCluster cluster;

    OperatorCalls(RealCluster cluster) {
        this.cluster = cluster;
    }

    JsonNode get(int node, String path) throws IOException, InterruptedException {
        return JSON.readTree(cluster.gateway(node, path));
    }

    JsonNode order(int node, String path, String body, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = cluster.order(node, path, body);
        assertThat(answer.statusCode())
                .as("%s %s: %s%n%s", path, body, answer.body(), answer.statusCode() < 500 ? "" : logged(node))
                .isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private String logged(int node) throws IOException {
        return cluster.node(node).logged();
    }

    JsonNode awaitAt(int node, String path, String what, Predicate<JsonNode> is) {
        return await(what + " at node" + node)
                .atMost(RunningNode.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(node, path), is);
    }

    /** A task of one node as another one tells it, once it has ended. */
    JsonNode ended(int asked, JsonNode task) {
        return awaitAt(
                asked,
                "/admin/tasks/" + task.get("task_id").asText(),
                "the end of " + task,
                one -> one.has("ended_at") && !one.get("ended_at").isNull());
    }

    /** Has one node do something, and waits until another one says that it is done. */
    JsonNode succeed(int node, int asked, String path, String body) throws IOException, InterruptedException {
        JsonNode task = ended(asked, order(node, path, body, ACCEPTED));
        assertThat(task.get("state").asText()).as("%s", task).isEqualTo("succeeded");
        return task;
    }
}
