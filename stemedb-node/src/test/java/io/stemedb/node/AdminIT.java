package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line on three nodes: it reads, it changes, one node dies, then another. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdminIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Nobody listens there: these are ports below all that a test opens. */
    private static final String NOBODY = "127.0.0.1:9";

    /** The same seed as nodes name it: at this port it would take their calls. */
    private static final String SEED = "127.0.0.1:8";

    @TempDir
    static Path folder;

    private static RealCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = RealCluster.onLoopback(folder, 3);
        cluster.start(cluster.all()).awaitHealthy();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        cluster.close();
    }

    private static String gateway(int node) {
        return "127.0.0.1:" + cluster.gatewayPort(node);
    }

    private static AdminCommand ask(int node, String line) throws IOException, InterruptedException {
        return AdminCommand.run(folder, Map.of("STEMEDB_GATEWAY", "http://" + gateway(node)), line);
    }

    private static AdminCommand ask(int node, String line, int exitCode) throws IOException, InterruptedException {
        AdminCommand command = ask(node, line);
        assertThat(command.exitCode()).as(command.toString()).isEqualTo(exitCode);
        return command;
    }

    private static void awaits(int node, String line, int exitCode, String says) {
        Awaitility.await(line)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> ask(node, line),
                        it -> it.exitCode() == exitCode && it.out().contains(says));
    }

    /** The names of all fields of a document, with where they stand. */
    private static TreeSet<String> fields(JsonNode document) {
        TreeSet<String> fields = new TreeSet<>();
        collect("", document, fields);
        return fields;
    }

    private static void collect(String at, JsonNode part, TreeSet<String> fields) {
        if (part.isObject()) {
            part.properties().forEach(field -> {
                fields.add(at + "/" + field.getKey());
                collect(at + "/" + field.getKey(), field.getValue(), fields);
            });
        } else {
            part.forEach(element -> collect(at + "[]", element, fields));
        }
    }

    @Test
    @Order(1)
    void a_seed_that_never_answered_is_forgotten() throws Exception {
        cluster.stop(3);
        cluster.mistype(NOBODY);
        cluster.start(3);
        awaits(3, "cluster status -o json", 0, SEED);
        AdminCommand plan = ask(1, "cluster forget-seed " + SEED + " --dry-run", 0);
        assertThat(plan.out()).contains(SEED, "node3");
        assertThat(ask(1, "cluster forget-seed " + SEED).exitCode()).isEqualTo(2); // nobody can be asked

        ask(1, "cluster forget-seed " + SEED + " --yes", 0);

        awaits(2, "cluster health", 0, "✓ Cluster is healthy");
        assertThat(ask(1, "cluster status -o json", 0).json().path("unresolved_seeds"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cluster health, /cluster/health",
        "cluster status, /cluster/status",
        "cluster members, /cluster/members",
        "node list, /v1/admin/nodes",
        "node node2 info, /v1/admin/nodes/node2",
        "node info node2, /v1/admin/nodes/node2",
        "node node2 shards, /v1/admin/nodes/node2/shards",
        "shard list, /cluster/shards",
        "shard 3 info, /v1/shards/3",
        "task list, /admin/tasks"
    })
    @Order(2)
    void what_it_shows_to_programs_is_what_the_gateway_answers(String line, String path) throws Exception {
        JsonNode shown = ask(1, line + " --output json", 0).json();

        assertThat(fields(shown)).isEqualTo(fields(new OperatorCalls(cluster).get(1, path)));
    }

    @Test
    @Order(3)
    void leaders_are_elected_and_shards_are_moved_and_let_go() throws Exception {
        String follower = "";
        for (JsonNode copy : ask(2, "shard 3 info -o json", 0).json().path("replicas")) {
            if (copy.path("role").asText().equals("follower")) {
                follower = copy.path("node_id").asText();
            }
        }
        ask(1, "shard 3 elect-leader --node " + follower + " --yes --wait", 0);
        assertThat(ask(3, "shard 3 info -o json", 0).json().path("leader_node").asText())
                .isEqualTo(follower);
        String led = ask(3, "node " + follower + " shards --leader -o csv", 0).out();
        assertThat(led).contains("shard_3,");

        ask(2, "shard 5 rebalance --target-node node1 --yes --wait", 0);
        assertThat(ask(1, "shard 5 info -o json", 0).json().path("pinned_to").asText())
                .isEqualTo("node1");
        ask(3, "shard 5 unpin --yes --wait", 0);
        ask(3, "shard 3 unpin --yes --wait", 0);
        assertThat(ask(1, "shard 3 info -o json", 0).json().path("pinned_to").isNull())
                .isTrue();
    }

    @Test
    @Order(4)
    void a_drain_is_rehearsed_begun_aborted_and_taken_back() throws Exception {
        AdminCommand plan = ask(1, "node node2 drain --dry-run", 0);
        assertThat(plan.out() + plan.err()).contains("node2");
        assertThat(ask(1, "node node2 drain").exitCode()).isEqualTo(2); // nobody can be asked
        assertThat(ask(1, "node node drain --yes").exitCode()).isEqualTo(1); // no prefixes

        AdminCommand drain = ask(1, "node node2 drain --yes -o json", 0);
        String task = drain.json().path("task_id").asText();
        assertThat(ask(3, "task list -o csv", 0).out()).contains(task);
        ask(2, "task " + task + " abort --yes", 0);
        assertThat(ask(3, "task " + task + " wait --timeout 60s").exitCode()).isIn(0, 1);
        AdminCommand shown = ask(1, "task " + task + " show -o json", 0);
        assertThat(shown.json().path("state").asText()).as(shown.toString()).isIn("aborted", "succeeded");
        ask(1, "node node2 undrain --yes --wait", 0);
        awaits(1, "cluster health", 0, "healthy");
    }

    @Test
    @Order(5)
    void tasks_are_begun_and_waited_for() throws Exception {
        for (String line : List.of("scrub --wait", "compact --wait", "cluster sync --force --wait")) {
            ask(2, line, 0);
        }
        ask(1, "backup --to " + folder.resolve("backup") + " --wait", 0);
        assertThat(ask(1, "cluster sync --preview", 0).out()).isNotEmpty();
    }

    @Test
    @Order(6)
    void an_answer_says_what_was_wrong_and_the_code_says_so_too() throws Exception {
        assertThat(AdminCommand.run(folder, Map.of("STEMEDB_GATEWAY", "http://" + NOBODY), "node list")
                        .exitCode())
                .isEqualTo(3);
        assertThat(AdminCommand.run(
                                folder,
                                Map.of("STEMEDB_GATEWAY", "http://" + NOBODY + ",http://" + gateway(2)),
                                "cluster health")
                        .exitCode())
                .isZero();
        assertThat(ask(1, "node node9 info").exitCode()).isEqualTo(1);
        assertThat(ask(1, "shard 99 info").exitCode()).isEqualTo(1);
        assertThat(ask(1, "node list --output xml").exitCode()).isEqualTo(2);
    }

    @Test
    @Order(7)
    void a_dead_node_stays_in_every_list_and_health_names_it() throws Exception {
        cluster.kill(3);

        awaits(1, "cluster health", 10, "node3");
        awaits(1, "node list", 0, "Dead");
        List<String> ids = new ArrayList<>();
        JsonNode nodes = ask(2, "node list -o json", 0).json().path("nodes");
        nodes.forEach(node -> ids.add(node.path("id").asText()));
        assertThat(ids).containsExactly("node1", "node2", "node3");
        assertThat(nodes.get(2).path("error").asText()).isNotEmpty();
        assertThat(ask(1, "node node3 info", 0).out()).contains("State: Dead");
        assertThat(ask(1, "shard list --under-replicated -o csv", 0).out().lines())
                .hasSizeGreaterThan(1);
        AdminCommand version = ask(1, "version -o json", 0);
        assertThat(version.out()).contains("node3");
    }

    @Test
    @Order(8)
    void without_a_majority_nothing_is_changed_and_it_says_so() throws Exception {
        cluster.kill(2);

        awaits(1, "cluster health", 10, "node2");
        AdminCommand refused = ask(1, "node node2 remove --yes");
        assertThat(refused.exitCode()).as(refused.toString()).isIn(1, 5);
        assertThat(refused.err()).contains("more than half of the nodes", "--unsafe-lost-quorum");
        ask(1, "node list", 0);
    }
}
