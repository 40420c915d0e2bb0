package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators see and do at any of three nodes that share a secret, in the order of one bad day: all is well, a
 * stored byte is flipped behind the journal, a node dies and is taken out by force.
 */
class OperatorsIT {
    private static final int CLAIMS = 6_000;
    private static final int BLOCK = 4096;
    private static final String BALLAST = "x".repeat(60_000);

    private static final String ONLY = "only/node3";
    private static final String HANDED_ON = "handed/on";

    private static final Pattern COMPARED =
            Pattern.compile("\nstemedb_anti_entropy_runs_total\\{by=\"comparison\"} [1-9]");

    @TempDir
    Path folder;

    private RealCluster cluster;
    private OperatorCalls calls;

    /** The journal keeps nothing that is in runs, so that what a run loses only other nodes have. */
    private String[] config() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "a secret of all nodes of this test");
        Path config = Files.writeString(
                folder.resolve("node.toml"),
                "[cluster]\ncompare = \"2s\"\nsecret_file = \"" + secret
                        + "\"\n[journal]\nretain = \"flushed\"\nsegment_size = \"4MiB\"\n"
                        + "[store]\ntable_size = \"1MiB\"\n");
        return new String[] {"--config", config.toString()};
    }

    private static List<String> texts(JsonNode list, String name) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.path(name).asText(null)));
        return texts;
    }

    @Test
    void every_node_tells_operators_the_same_and_does_what_they_ask() throws Exception {
        cluster = RealCluster.onLoopback(folder, 3, config());
        calls = new OperatorCalls(cluster);
        try (RealCluster running = cluster) {
            running.start(running.all()).awaitHealthy();
            Load load = Load.batch(running, "operators", 1, CLAIMS);
            everyCallThatWritesTakesAnAck();
            for (int node : running.all()) {
                allIsWell(node);
            }
            copiesAreCompared();
            aFlippedByteIsHealedFromAnotherNode(load);
            aDrainDoesWhatItsRehearsalSaid();
            aDeadNodeIsShownAndTakenOut();
            whatWouldCostTheQuorumIsRefused();
            Verdict.of(running, "flipped bytes healed, and a node taken out by force", load, "not measured");
        }
    }

    private void everyCallThatWritesTakesAnAck() throws Exception {
        String claim = "{\"concept_path\":\"ack/a\",\"predicate\":\"p\",\"value\":1,\"source\":\"s\"}";
        for (String ack : List.of("leader", "quorum", "all")) {
            String at = "?ack=" + ack;
            String batch = "&batch_id=" + ack;
            requireStatus(200, "/v1/assertions" + at + batch, claim);
            requireStatus(201, "/v1/assert" + at, claim);
            assertThat(cluster.put(2, "/v1/sources/s-" + ack + at, "{\"authority\":0.5}")
                            .statusCode())
                    .isEqualTo(201);
            requireStatus(201, "/v1/retract" + at, "{\"batch_id\":\"" + ack + "\",\"source\":\"s\",\"reason\":\"r\"}");
        }
        for (String path : List.of("/v1/assertions", "/v1/assert", "/v1/retract")) {
            assertThat(requireStatus(400, path + "?ack=most", claim).body())
                    .as(path)
                    .contains("\"field\":\"/ack\"", "leader", "quorum", "all");
        }
    }

    private HttpResponse<String> requireStatus(int status, String path, String body) throws Exception {
        HttpResponse<String> answer = cluster.post(2, path, body, RunningNode.PATIENCE);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(status);
        return answer;
    }

    private void allIsWell(int node) throws Exception {
        JsonNode members = calls.get(node, "/cluster/members").get("members");
        assertThat(texts(members, "id")).hasToString("[node1, node2, node3]");
        assertThat(texts(members, "status")).containsOnly("UP");
        assertThat(texts(members, "state")).containsOnly("Alive");
        members.forEach(member ->
                assertThat(member.path("error").isNull()).as("%s", member).isTrue());
        assertThat(texts(members, "last_seen")).doesNotContainNull().noneMatch("null"::equals);
        assertThat(texts(members, "address").get(1)).isEqualTo("127.0.0.1:" + cluster.gatewayPort(2));

        calls.awaitAt(
                node,
                "/cluster/health",
                "a tolerance",
                health -> health.get("failure_tolerance").asInt() == 1);
        ownersPlan(node, 3);

        int leads = 0;
        for (JsonNode one : calls.get(node, "/v1/admin/nodes").get("nodes")) {
            leads += one.get("shards_leader").size();
            assertThat(one.get("disk_free_bytes").asLong()).as("%s", one).isPositive();
            assertThat(one.get("error").isNull()).as("%s", one).isTrue();
        }
        assertThat(leads).isEqualTo(RealCluster.SHARDS);
        calls.awaitAt(
                node,
                "/v1/admin/nodes/node2/shards",
                "its share of the shards",
                some -> some.get("shards").size() == 10 || some.get("shards").size() == 11);
        JsonNode shards = calls.awaitAt(
                node,
                "/cluster/shards",
                "shards at rest",
                some -> texts(some.get("shards"), "rebalance_status").stream().allMatch("idle"::equals));
        for (JsonNode shard : shards.get("shards")) {
            assertThat(texts(shard.get("replicas"), "state")).hasSize(2).containsOnly("filled");
            assertThat(shard.get("replicas").get(0).get("error").isNull()).isTrue();
        }
    }

    private void ownersPlan(int node, int members) {
        calls.awaitAt(node, "/cluster/status", "owners that plan", status -> {
            JsonNode hazelcast = status.get("hazelcast");
            return hazelcast.get("members").size() == members
                    && hazelcast.get("master").asText().startsWith("node")
                    && hazelcast.get("controllers").equals(hazelcast.get("owners"));
        });
    }

    private void copiesAreCompared() throws Exception {
        await("comparisons that nobody has asked for")
                .atMost(RunningNode.PATIENCE)
                .until(() -> COMPARED.matcher(cluster.api(3, "/metrics")).find());
        JsonNode preview = calls.order(3, "/cluster/sync", "{\"preview\":true}", 200);
        assertThat(preview.get("count").asInt()).as("%s", preview).isZero();
        assertThat(preview.get("failed")).isEmpty();
        assertThat(calls.order(3, "/cluster/sync", "{\"target_nodes\":[\"node9\"]}", 400)
                        .get("field")
                        .asText())
                .isEqualTo("/target_nodes");
        JsonNode task = calls.ended(1, calls.order(3, "/cluster/sync", "{\"target_nodes\":[\"node2\"]}", 202));
        assertThat(task.get("state").asText()).as("%s", task).isEqualTo("succeeded");
        assertThat(task.get("what").asText()).contains("0 records differed");
    }

    private void aFlippedByteIsHealedFromAnotherNode(Load load) throws Exception {
        Set<Path> before = files(1, "wal", ".wal");
        for (int part = 0; part < 10; part++) {
            String name = "ballast/" + part;
            String lines = IntStream.range(0, 20)
                    .mapToObj(i -> "{\"concept_path\":\"" + name + "/" + i + "\",\"predicate\":\"p\",\"source\":\"it\","
                            + "\"value\":\"" + BALLAST + "\"}")
                    .collect(Collectors.joining("\n"));
            requireStatus(200, "/v1/assertions", lines);
        }
        await("a journal that has let go of what the runs have")
                .atMost(RunningNode.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> largestRun(1) != null && Collections.disjoint(files(1, "wal", ".wal"), before));
        awaitQuietRuns(1);
        cluster.kill(1);
        flip(largestRun(1));
        cluster.start(1);
        cluster.awaitHealthy();
        JsonNode task =
                calls.ended(2, calls.order(3, "/cluster/sync", "{\"target_nodes\":[\"node1\"],\"force\":true}", 202));
        assertThat(task.get("state").asText()).as("%s", task).isEqualTo("succeeded");
        await("a healed run")
                .atMost(RunningNode.PATIENCE)
                .until(() -> !cluster.api(1, "/v1/health").contains("\"damaged\""));
        assertThat(Files.readString(cluster.data(1).resolve("log/server.0.log")) + task)
                .as("somebody met the damage")
                .containsPattern("is damaged|damages found: [1-9]");
        cluster.awaitHealthy();
        Verdict.of(cluster, "flipped bytes in a run whose journal is gone", load, "not measured");
    }

    private Set<Path> files(int node, String kind, String ending) throws IOException {
        try (Stream<Path> files = Files.list(cluster.data(node).resolve(kind))) {
            return files.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toSet());
        }
    }

    /** A run that is being written would be thrown away by the next start. */
    private void awaitQuietRuns(int node) {
        List<Set<Path>> seen = new ArrayList<>();
        await("runs that stay")
                .atMost(RunningNode.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    seen.add(files(node, "db", ""));
                    int all = seen.size();
                    return all > 3 && Set.copyOf(seen.subList(all - 3, all)).size() == 1;
                });
    }

    private Path largestRun(int node) throws IOException {
        return files(node, "db", ".mv").stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElse(null);
    }

    private static void flip(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            for (long at = 3 * BLOCK; at < channel.size() / 2; at += 2 * BLOCK) {
                channel.read(one.clear(), at);
                one.put(0, (byte) ~one.get(0)).flip();
                channel.write(one, at);
            }
        }
    }

    private void aDeadNodeIsShownAndTakenOut() throws Exception {
        String remove = "{\"node_id\":\"node3\",\"reason\":\"burnt\"";
        assertThat(calls.order(1, "/admin/cluster/remove", "{\"node_id\":\"node9\"}", 404)
                        .get("field")
                        .asText())
                .isEqualTo("/node_id");
        onlyNode3HasSomething();
        cluster.kill(3);
        cluster.goOn(1);
        cluster.goOn(2);
        for (int node : cluster.running()) {
            calls.awaitAt(
                    node,
                    "/cluster/members",
                    "a dead node",
                    all -> all.toString().contains("\"Dead\""));
            JsonNode dead = calls.get(node, "/cluster/members").get("members").get(2);
            assertThat(dead.get("status").asText()).isEqualTo("DOWN");
            assertThat(dead.get("error").asText()).startsWith("it does not answer");
            assertThat(dead.get("last_seen").asText()).startsWith("20");
            for (String path : List.of("/cluster/shards", "/v1/admin/nodes/node3/shards", "/v1/admin/nodes/node3")) {
                assertThat(cluster.gateway(node, path)).as(path).contains("\"error\":\"it does not answer");
            }
            JsonNode silent = calls.get(node, "/admin/tasks").get("errors").get(0);
            assertThat(silent.get("node_id").asText()).isEqualTo("node3");
            assertThat(silent.get("error").asText()).isEqualTo("it does not answer");
        }
        JsonNode plan = calls.order(2, "/admin/cluster/remove", remove + ",\"dry_run\":true,\"force\":true}", 200);
        assertThat(plan.get("plan").get(0).asText()).contains("node3 leaves the cluster");

        JsonNode task = calls.ended(1, calls.order(2, "/admin/cluster/remove", remove + ",\"force\":true}", 202));
        assertThat(task.get("state").asText()).as("%s", task).isEqualTo("succeeded");
        for (int node : cluster.running()) {
            calls.awaitAt(
                    node,
                    "/cluster/members",
                    "two members",
                    all -> all.get("members").size() == 2);
            JsonNode removed = calls.get(node, "/cluster/members?include=removed")
                    .get("members")
                    .get(2);
            assertThat(removed.get("state").asText()).isEqualTo("Removed");
            ownersPlan(node, 2);
        }
        cluster.awaitHealthy();
        aRemovedNodeThatReturnsTakesNothingAndIsReadFrom();
    }

    /** Each step of a plan is as in {@code shard_7: node1, node3 -> node1, node2}. */
    private void aDrainDoesWhatItsRehearsalSaid() throws Exception {
        Map<String, Set<String>> expected = new TreeMap<>();
        cluster.holders(1).forEach((shard, nodes) -> expected.put(shard, Set.copyOf(nodes)));
        JsonNode rehearsal = calls.order(1, "/admin/nodes/node3/drain", "{\"dry_run\":true}", 200);
        assertThat(rehearsal.get("refusals")).isEmpty();
        assertThat(rehearsal.get("plan")).isNotEmpty();
        for (JsonNode step : rehearsal.get("plan")) {
            String[] sides = step.asText().split(": | -> ");
            expected.put(sides[0], Set.of(sides[2].split(", ")));
        }
        calls.succeed(2, 1, "/admin/nodes/node3/drain", "{}");
        Map<String, Set<String>> reached = new TreeMap<>();
        cluster.holders(1).forEach((shard, nodes) -> reached.put(shard, Set.copyOf(nodes)));
        assertThat(reached).isEqualTo(expected);
        calls.succeed(1, 2, "/admin/nodes/node3/undrain", "{}");
        calls.requireEven(1, 3);
    }

    private void whatWouldCostTheQuorumIsRefused() throws Exception {
        for (String[] change :
                new String[][] {{"/admin/nodes/node2/drain", "{"}, {"/admin/cluster/remove", "{\"node_id\":\"node2\","}
                }) {
            JsonNode refused = calls.order(1, change[0], change[1] + "\"dry_run\":false}", 409);
            assertThat(refused.get("type").asText()).endsWith("unsafe");
            assertThat(refused.get("detail").asText()).contains("writes at quorum need 2 nodes", "shard_0");
            assertThat(refused.get("hint").asText()).contains("force");
            JsonNode rehearsal = calls.order(1, change[0], change[1] + "\"dry_run\":true}", 200);
            assertThat(refused.get("detail").asText())
                    .contains(rehearsal.get("refusals").get(0).asText());
        }
        assertThat(calls.get(2, "/cluster/members").toString()).doesNotContain("Draining");
    }

    private static String query(String path) {
        return "{\"concept_path\":\"" + path + "\",\"predicate\":\"p\"}";
    }

    private void onlyNode3HasSomething() throws Exception {
        cluster.pause(1);
        cluster.pause(2);
        await("a claim that one node alone acknowledges")
                .atMost(RunningNode.PATIENCE)
                .until(() -> cluster.post(3, "/v1/assert?ack=leader", Load.claim(ONLY), RunningNode.PATIENCE)
                                .statusCode()
                        == 201);
    }

    private void aRemovedNodeThatReturnsTakesNothingAndIsReadFrom() throws Exception {
        RunningNode back = cluster.begin(3);
        await("its log says what it is and how it joins again")
                .atMost(RunningNode.PATIENCE)
                .until(
                        back::logged,
                        log -> log.contains("was removed from the cluster") && log.contains("stemedb-node rejoin"));
        await("what it alone had is pulled")
                .atMost(RunningNode.PATIENCE)
                .until(() -> cluster.post(1, "/v1/query", query(ONLY), RunningNode.PATIENCE)
                        .body()
                        .contains(Load.value(ONLY)));
        HttpResponse<String> write =
                cluster.post(3, "/v1/assert?ack=leader", Load.claim(HANDED_ON), RunningNode.PATIENCE);
        assertThat(write.statusCode()).as(write.body()).isEqualTo(201);
        cluster.kill(3);
        assertThat(cluster.post(1, "/v1/query", query(HANDED_ON), RunningNode.PATIENCE)
                        .body())
                .as("it took nothing itself, and a member did")
                .contains(Load.value(HANDED_ON));
        anEmptyDirectoryUnderARemovedIdIsNotLetIn();
    }

    /** As if the machine was set up anew by the same script. */
    private void anEmptyDirectoryUnderARemovedIdIsNotLetIn() throws Exception {
        cluster.wipe(3);
        RunningNode empty = cluster.begin(3);
        await("its log says what it is and how it joins again")
                .atMost(RunningNode.PATIENCE)
                .until(
                        empty::logged,
                        log -> log.contains("was removed from the cluster") && log.contains("another id"));
        assertThat(cluster.post(3, "/v1/assert?ack=leader", Load.claim("let/in"), RunningNode.PATIENCE)
                        .statusCode())
                .as("it hands on, or refuses")
                .isIn(201, 503);
        assertThat(calls.get(1, "/cluster/members").get("members")).hasSize(2);
        cluster.kill(3);
    }
}
