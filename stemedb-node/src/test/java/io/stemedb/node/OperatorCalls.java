package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    JsonNode shard(int asked, int number) throws IOException, InterruptedException {
        return get(asked, "/v1/shards/shard_" + number);
    }

    /** A node that has no copy of it yet. */
    String stranger(int number, List<Integer> nodes) throws Exception {
        List<String> holders = cluster.holders(1).get("shard_" + number);
        return nodes.stream()
                .map(RealCluster::id)
                .filter(node -> !holders.contains(node))
                .findFirst()
                .orElseThrow();
    }

    /** A task that has begun to move a shard to a node: all know already that it is to be there. */
    JsonNode moved(int asked, int shard, String target) throws IOException, InterruptedException {
        JsonNode move = order(
                asked,
                "/admin/shards/rebalance",
                "{\"shard_id\":\"shard-" + shard + "\",\"target_node\":\"" + target + "\"}",
                ACCEPTED);
        for (int node : cluster.running()) {
            awaitAt(
                    node,
                    "/v1/shards/shard_" + shard,
                    "a pin",
                    one -> one.get("pinned_to").asText().equals(target));
        }
        return move;
    }

    Map<String, Integer> copies(int asked) throws Exception {
        return copies(get(asked, "/cluster/shards"));
    }

    /** Nothing moves, each node has as many copies as any other, and leads as many shards, within one. */
    void requireEven(int asked, int nodes) {
        // A node that takes another one for away for a moment plans nothing, and then nothing moves either.
        awaitAt(asked, "/cluster/shards", "shards of which none moves, evenly spread over " + nodes, all -> {
            Map<String, Integer> copies = copies(all);
            return isAtRest(all) && copies.size() == nodes && spread(copies) <= 1 && spread(leads(all, copies)) <= 1;
        });
    }

    private static Map<String, Integer> copies(JsonNode all) {
        Map<String, Integer> copies = new TreeMap<>();
        all.get("shards")
                .forEach(shard -> shard.get("replicas")
                        .forEach(replica -> copies.merge(replica.get("node_id").asText(), 1, Integer::sum)));
        return copies;
    }

    private static Map<String, Integer> leads(JsonNode all, Map<String, Integer> copies) {
        Map<String, Integer> leads = new TreeMap<>();
        copies.keySet().forEach(node -> leads.put(node, 0));
        all.get("shards").forEach(shard -> leads.merge(shard.get("leader_node").asText(), 1, Integer::sum));
        return leads;
    }

    private static int spread(Map<String, Integer> counts) {
        return Collections.max(counts.values()) - Collections.min(counts.values());
    }

    static boolean isAtRest(JsonNode all) {
        for (JsonNode shard : all.get("shards")) {
            if (!shard.get("rebalance_status").asText().equals("idle")) {
                return false;
            }
        }
        return true;
    }

    /** What several operators are answered who call at the same moment. */
    static <T> List<T> atOnce(List<Callable<T>> works) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(works)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
