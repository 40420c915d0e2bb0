package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of three grows to five and is changed in every way that operators can change one, under load, while nodes
 * and links fail. Each test leaves five nodes that run, each with its share.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class MovesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NODES = 5;
    private static final int ON_SMALL_DISK = 5;
    private static final int MEBIBYTES = 64;
    private static final long MEBIBYTE = 1 << 20;
    private static final int CLAIMS = 4_000;
    private static final Duration SERVED = Duration.ofSeconds(60);
    private static final Duration WITHOUT_SERVICE = Duration.ofSeconds(30);
    /** Five nodes and all clients share what the machine has. */
    private static final long READ_MILLIS = 100;

    /** Longer than it takes until a node that is away has its copies made again elsewhere. */
    private static final Duration CUT = Duration.ofSeconds(16);

    @TempDir
    static Path folder;

    private Links links;
    private OwnDisk disk;
    private RealCluster cluster;
    private OperatorCalls calls;
    private Load before;
    private int foreign;

    /** Not once for all: what this machine does not give is then said by each test. */
    @BeforeEach
    void start() throws Exception {
        if (cluster == null) {
            links = Links.of(NODES, RealCluster.API, RealCluster.GATEWAY);
            disk = OwnDisk.tmpfs(folder.resolve(RealCluster.id(ON_SMALL_DISK)).resolve("data"), MEBIBYTES);
            Path config = Files.writeString(
                    folder.resolve("node.toml"),
                    "[cluster]\nrereplicate_after = \"12s\"\n[journal]\nsegment_size = \"4MiB\"\n"
                            + "[store]\ntable_size = \"1MiB\"\n");
            cluster = RealCluster.on(links, Map.of(ON_SMALL_DISK, disk), folder, NODES, "--config", config.toString())
                    .knowing(3);
            calls = new OperatorCalls(cluster);
            cluster.start(List.of(1, 2, 3)).awaitHealthy();
            before = Load.batch(cluster, "before", 1, CLAIMS);
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
            disk.close();
            links.close();
        }
    }

    private interface Part {
        void run() throws Exception;
    }

    /** Clients write by some nodes meanwhile, and read at all; nothing of that is lost, and no answer is wrong. */
    private void underLoad(String what, List<Integer> nodes, Part part) throws Exception {
        new JudgedLoad(cluster, what, what.replace(' ', '-'), nodes)
                .play(what.hashCode(), READ_MILLIS, SERVED, load -> part.run())
                .checkAtMost(WITHOUT_SERVICE);
    }

    @Test
    @Order(1)
    void two_nodes_join_while_another_one_is_killed() throws Exception {
        underLoad("two nodes join and one is killed", List.of(1, 3), () -> {
            cluster.start(List.of(4, 5));
            cluster.kill(2);
            calls.awaitAt(
                    1,
                    "/cluster/members",
                    "five members",
                    all -> all.get("members").size() == NODES);
            cluster.start(2);
            cluster.awaitHealthy();
            calls.requireEven(1, NODES);
        });
    }

    @Test
    @Order(2)
    void what_would_lose_something_is_refused_and_a_rehearsal_changes_nothing() throws Exception {
        JsonNode six = calls.order(1, "/admin/cluster/settings", "{\"factor\":6}", 409);
        assertThat(six.get("type").asText()).endsWith("unsafe");
        assertThat(six.get("detail").asText()).contains("5 nodes");
        assertThat(six.get("hint").asText()).contains("force");
        JsonNode plan = calls.order(3, "/admin/nodes/node2/drain", "{\"dry_run\":true}", 200);
        assertThat(plan.get("plan").toString()).contains("node2");
        assertThat(plan.get("refusals")).isEmpty();
        assertThat(calls.get(2, "/cluster/members").toString()).doesNotContain("Draining");
        JsonNode unknown = calls.order(1, "/admin/nodes/node9/drain", "{}", 404);
        assertThat(unknown.get("field").asText()).isEqualTo("/id");
        String nowhere = "{\"shard_id\":\"shard-999\",\"target_node\":\"node1\"}";
        JsonNode shard = calls.order(1, "/admin/shards/rebalance", nowhere, 404);
        assertThat(shard.get("field").asText()).isEqualTo("/shard_id");
    }

    @Test
    @Order(3)
    void a_shard_is_moved_led_and_unpinned_and_the_busy_ones_are_shown_first() throws Exception {
        underLoad("a shard is moved", cluster.all(), () -> {
            String target = calls.stranger(7, List.of(4, 2, 3));
            calls.succeed(
                    1, 3, "/admin/shards/rebalance", "{\"shard_id\":\"shard-7\",\"target_node\":\"" + target + "\"}");
            for (int node : cluster.running()) {
                await().atMost(RunningNode.PATIENCE)
                        .untilAsserted(() -> assertThat(
                                        calls.shard(node, 7).get("leader_node").asText())
                                .isEqualTo(target)); // each node hears of it with a heartbeat
                assertThat(calls.shard(node, 7).get("pinned_to").asText()).isEqualTo(target);
            }
            calls.succeed(2, 1, "/admin/shards/7/elect-leader", "{}");
            await().atMost(RunningNode.PATIENCE).untilAsserted(() -> {
                JsonNode elected = calls.shard(3, 7);
                assertThat(elected.get("leader_node").asText())
                        .isNotEqualTo(target)
                        .isEqualTo(elected.get("pinned_to").asText());
            });
            String leader = calls.shard(3, 7).get("leader_node").asText();
            JsonNode unpinned = calls.succeed(3, 2, "/admin/shards/shard_7/unpin", "{}");
            assertThat(unpinned.get("inverse").asText()).contains("/admin/shards/rebalance", leader);
            assertThat(calls.shard(1, 7).get("pinned_to").isNull()).isTrue();
            calls.requireEven(2, NODES);
        });
        double before = Double.MAX_VALUE;
        double busiest = 0;
        for (JsonNode one : calls.get(4, "/cluster/shards?sort=load").get("shards")) {
            JsonNode load = one.get("load");
            double sum = load.get("reads_per_second").asDouble()
                    + load.get("writes_per_second").asDouble();
            assertThat(sum).isLessThanOrEqualTo(before);
            before = sum;
            busiest = Math.max(busiest, sum);
        }
        assertThat(busiest).as("it was written to just now").isPositive();
    }

    /** At the same moment both may be accepted: then one gives way, and says so. */
    @Test
    @Order(4)
    void of_two_operators_at_once_one_is_told_who_the_other_is() throws Exception {
        underLoad("two operators at once", cluster.all(), () -> {
            List<JsonNode> tasks = new ArrayList<>();
            for (HttpResponse<String> answer : OperatorCalls.atOnce(List.<Callable<HttpResponse<String>>>of(
                    () -> cluster.order(1, "/admin/nodes/node4/drain", "{\"reason\":\"disks\"}"),
                    () -> cluster.order(3, "/admin/nodes/node2/drain", "{\"reason\":\"kernel\"}")))) {
                assertThat(answer.statusCode()).as(answer.body()).isIn(202, 409, 503);
                if (answer.statusCode() == 202) {
                    tasks.add(JSON.readTree(answer.body()));
                }
            }
            assertThat(tasks).isNotEmpty();
            JsonNode later = calls.order(3, "/admin/nodes/node1/drain", "{}", 409);
            assertThat(later.get("detail").asText()).contains("drain");
            List<JsonNode> ended =
                    tasks.stream().map(task -> calls.ended(5, task)).toList();
            List<JsonNode> done = ended.stream()
                    .filter(task -> task.get("state").asText().equals("succeeded"))
                    .toList();
            assertThat(done).as("%s", ended).hasSize(1);
            String inverse = done.get(0).get("inverse").asText();
            calls.succeed(2, 1, inverse.substring(inverse.indexOf('/')), "{}");
            calls.requireEven(3, NODES);
        });
    }

    /** What the runs of a node take on its disk; some may go meanwhile. */
    private long runBytes(int node) throws Exception {
        try (Stream<Path> files = Files.list(cluster.data(node).resolve("db"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("run-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    @Order(5)
    void a_node_is_drained_though_the_one_that_sees_to_it_is_killed() throws Exception {
        Load.batch(cluster, "room", 2, 8 * CLAIMS);
        long bytes = runBytes(4);
        assertThat(bytes).isGreaterThan(3 * MEBIBYTE);
        underLoad("drain whose owner is killed", List.of(2, 3, 5), () -> {
            JsonNode scrub = calls.succeed(1, 3, "/admin/scrub", "{}");
            JsonNode move = calls.moved(1, 9, calls.stranger(9, List.of(2, 3, 5)));
            JsonNode task = calls.order(1, "/admin/nodes/node4/drain", "{\"reason\":\"new disks\"}", 202);
            assertThat(task.get("inverse").asText()).isEqualTo("POST /admin/nodes/node4/undrain");
            cluster.kill(1);
            JsonNode ended = calls.ended(3, task);
            assertThat(ended.get("state").asText()).as("%s", ended).isEqualTo("succeeded");
            assertThat(ended.get("owner").asText()).isEqualTo("node2");
            assertThat(runBytes(4)).as("of %d before", bytes).isLessThan(MEBIBYTE + bytes / 4);
            assertThat(calls.copies(2)).doesNotContainKey("node4");
            JsonNode rest = calls.ended(5, move);
            assertThat(rest.get("state").asText()).as("%s", rest).isEqualTo("succeeded");
            for (int node : cluster.running()) {
                JsonNode known =
                        calls.get(node, "/admin/tasks/" + scrub.get("task_id").asText());
                assertThat(known.get("state").asText()).as("%s", known).isEqualTo("succeeded");
                assertThat(known.get("owner").asText()).isEqualTo("node1");
            }
            // It may stand in for others under load, and lets go of that again.
            calls.awaitAt(
                    2,
                    "/v1/admin/nodes/node4",
                    "a drained node without claims",
                    node -> node.get("stored_assertions").asInt() == 0);
            cluster.start(1);
            cluster.awaitHealthy();
            assertThat(calls.ended(1, move).get("state").asText())
                    .as("its node has forgotten it, and others have not")
                    .isEqualTo("succeeded");
            calls.succeed(2, 3, "/admin/shards/9/unpin", "{}");
            calls.succeed(2, 3, "/admin/nodes/node4/undrain", "{}");
            calls.requireEven(3, NODES);
        });
    }

    @Test
    @Order(6)
    void a_node_is_drained_while_a_holder_is_cut_off() throws Exception {
        underLoad("drain while a holder is cut off", List.of(1, 2), () -> {
            for (int other : List.of(1, 2, 4, 5)) {
                links.cut(3, other);
            }
            JsonNode task = calls.order(1, "/admin/nodes/node4/drain", "{\"force\":true}", 202);
            String path = "/admin/tasks/" + task.get("task_id").asText();
            assertThat(calls.order(2, "/admin/nodes/node5/drain", "{\"dry_run\":true}", 200)
                            .get("refusals")
                            .toString())
                    .contains("a drain of node4 is under way");
            JsonNode held = calls.awaitAt(
                    2,
                    path,
                    "a task that says whom it waits for",
                    one -> one.toString().contains("node3"));
            assertThat(held.get("shards_left").asLong()).isPositive();
            assertThat(held.get("bytes_left").asLong()).isNotNegative();
            assertThat(held.get("unchanged_since").asText()).startsWith("20");
            links.heal();
            JsonNode ended = calls.ended(2, task);
            assertThat(ended.get("state").asText()).as("%s", ended).isEqualTo("succeeded");
            calls.succeed(2, 3, "/admin/nodes/node4/undrain", "{}");
            calls.requireEven(3, NODES);
        });
    }

    /** The part of two may plan what it likes: without a majority nothing comes of it. */
    @Test
    @Order(7)
    void both_sides_of_a_partition_plan_at_once() throws Exception {
        underLoad("both sides of a partition plan", List.of(1, 2, 3), () -> {
            for (int one : List.of(1, 2, 3)) {
                links.cut(one, 4);
                links.cut(one, 5);
            }
            calls.awaitAt(
                    4,
                    "/cluster/health",
                    "a part without a majority",
                    health -> health.toString().contains("no-majority"));
            HttpResponse<String> few = cluster.order(4, "/admin/nodes/node5/drain", "{\"force\":true}");
            assertThat(few.statusCode()).as(few.body()).isIn(409, 503);
            JsonNode many = calls.order(2, "/admin/nodes/node1/drain", "{\"force\":true}", 202);
            waitOut();
            links.heal();
            cluster.awaitHealthy();
            assertThat(calls.ended(4, many).get("state").asText()).isEqualTo("succeeded");
            calls.succeed(5, 3, "/admin/nodes/node1/undrain", "{}");
            calls.requireEven(4, NODES);
            assertThat(cluster.holders(5)).isEqualTo(cluster.holders(1));
        });
    }

    private static void waitOut() {
        await("a cut that lasts").pollDelay(CUT).atMost(CUT.plusMinutes(1)).until(() -> true);
    }

    @Test
    @Order(8)
    void the_disk_of_the_target_is_full() throws Exception {
        underLoad("full disk at the target", List.of(1, 2, 3, 4), () -> {
            Path ballast = disk.fill(disk.inside(), "ballast");
            JsonNode task;
            try {
                String target = "{\"target_node\":\"node5\",\"shard_id\":\"shard-" + foreign() + "\"";
                JsonNode refused = calls.order(2, "/admin/shards/rebalance", target + "}", 409);
                assertThat(refused.get("detail").asText()).contains("node5", "MiB free", "shard_" + foreign);
                task = calls.order(2, "/admin/shards/rebalance", target + ",\"force\":true}", 202);
                calls.awaitAt(
                        4,
                        "/v1/shards/shard_" + foreign,
                        "a move that has failed so far",
                        one -> one.get("rebalance_status").asText().equals("failed"));
                calls.awaitAt(
                        2,
                        "/cluster/status",
                        "others that plan in the place of a node that takes no writes",
                        status -> !status.get("hazelcast")
                                .get("controllers")
                                .toString()
                                .contains("node5"));
            } finally {
                Files.delete(ballast);
            }
            assertThat(calls.ended(3, task).get("state").asText()).isEqualTo("succeeded");
            calls.succeed(1, 2, "/admin/shards/" + foreign + "/unpin", "{}");
            cluster.awaitHealthy();
            calls.requireEven(1, NODES);
        });
    }

    /** A shard of which node5 has nothing. */
    private int foreign() throws Exception {
        foreign = 0;
        while (cluster.holders(1).get("shard_" + foreign).contains("node5")) {
            foreign++;
        }
        return foreign;
    }

    @Test
    @Order(9)
    void the_wrong_node_is_removed_and_stays_after_all() throws Exception {
        underLoad("a removal is taken back", cluster.all(), () -> {
            JsonNode task = calls.order(1, "/admin/cluster/remove", "{\"node_id\":\"node2\"}", 202);
            assertThat(cluster.abort(3, task.get("task_id").asText()).statusCode())
                    .isEqualTo(202);
            assertThat(calls.ended(4, task).get("state").asText()).isEqualTo("aborted");
            calls.requireEven(5, NODES);
        });
    }

    @Test
    @Order(10)
    void the_factor_goes_up_and_down_and_two_nodes_leave() throws Exception {
        underLoad("factor and removals", List.of(1, 2, 3), () -> {
            calls.succeed(3, 1, "/admin/cluster/settings", "{\"factor\":3}");
            assertThat(cluster.holders(2).values()).allMatch(nodes -> nodes.size() == 3);
            calls.succeed(1, 2, "/admin/cluster/settings", "{\"factor\":2}");
            assertThat(cluster.holders(3).values()).allMatch(nodes -> nodes.size() == 2);
            assertThat(calls.get(2, "/cluster/status").get("factor").asInt()).isEqualTo(2);
            for (int node : List.of(4, 5)) {
                calls.succeed(
                        2,
                        1,
                        "/admin/cluster/remove",
                        "{\"node_id\":\"" + RealCluster.id(node) + "\",\"reason\":\"too many\"}");
                cluster.stop(node);
            }
            assertThat(calls.copies(3)).containsOnlyKeys("node1", "node2", "node3");
            cluster.awaitHealthy();
        });
        Verdict.of(cluster, "what was there before all of it", before, "not measured");
    }
}
