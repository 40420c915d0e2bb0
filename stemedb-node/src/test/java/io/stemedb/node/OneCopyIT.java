package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.PathHash;
import io.stemedb.progress.Token;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that keep one copy of each shard, so that either one has to ask the other one. */
class OneCopyIT {
    private static final int CLAIMS = 2_000;
    private static final int WAITING = 24;
    /** Less than a node waits for another one that alone can answer. */
    private static final Duration SOON = Duration.ofSeconds(7);

    private static final Pattern GIVEN_UP =
            Pattern.compile("stemedb_peer_calls_given_up_total\\{call=\"read\"} (\\S+)");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private RealCluster cluster;
    private OperatorCalls calls;

    @Test
    void shards_have_one_copy_and_two_and_one_again_and_who_hangs_up_is_not_worked_for() throws Exception {
        cluster = RealCluster.onLoopback(folder, 2, "--replication-factor", "1");
        calls = new OperatorCalls(cluster);
        try (RealCluster running = cluster) {
            running.start(running.all()).awaitHealthy();
            calls.requireEven(1, 2);
            requireCopies(1);
            Load load = Load.batch(running, "one", 1, CLAIMS);
            whoHangsUpIsNotWorkedFor();
            running.awaitHealthy();
            whatNobodyHasIsAwaitedByNoThread(load);
            new JudgedLoad(cluster, "one copy, two, and one again", "load", running.all())
                    .play(1, 50, RunningNode.PATIENCE, during -> {
                        calls.succeed(2, 1, "/admin/cluster/settings", "{\"factor\":2}");
                        requireCopies(2);
                        theOtherHolderLeads(3);
                        JsonNode refused = calls.order(1, "/admin/cluster/settings", "{\"factor\":1}", 409);
                        assertThat(refused.get("hint").asText()).contains("force");
                        calls.succeed(1, 2, "/admin/cluster/settings", "{\"factor\":1,\"force\":true}");
                        requireCopies(1);
                    });
            Verdict.of(running, "factor 1, 2 and 1", load, "not measured");
            whatWasDroppedIsTakenBackAsItIs();
            calls.succeed(1, 2, "/admin/cluster/settings", "{\"factor\":2}");
            running.kill(2);
            for (String path : load.inOrder().subList(0, 50)) {
                assertThat(running.post(1, "/v1/query", question(path), RunningNode.PATIENCE)
                                .body())
                        .as("of two nodes with a copy each one is left")
                        .contains(Load.value(path));
            }
        }
    }

    private void requireCopies(int factor) throws Exception {
        for (int node : cluster.all()) {
            assertThat(cluster.holders(node).values()).allMatch(nodes -> nodes.size() == factor);
        }
    }

    private void theOtherHolderLeads(int shard) throws Exception {
        String leader = calls.shard(1, shard).get("leader_node").asText();
        String other = leader.equals("node1") ? "node2" : "node1";
        String path = "/admin/shards/" + shard + "/elect-leader";
        calls.succeed(1, 2, path, "{\"node_id\":\"" + other + "\",\"reason\":\"a better disk\"}");
        assertThat(calls.shard(2, shard).get("leader_node").asText()).isEqualTo(other);
        assertThat(calls.order(1, path, "{\"node_id\":\"node9\"}", 404)
                        .get("detail")
                        .asText())
                .contains("no member has this id");
        calls.succeed(2, 1, "/admin/shards/" + shard + "/unpin", "{}");
    }

    /** With one copy fewer each claim is in the trash of one node; whoever hands it in again changes nothing. */
    private void whatWasDroppedIsTakenBackAsItIs() throws Exception {
        long lines = 0;
        for (int node : cluster.all()) {
            try (Stream<Path> files = Files.list(cluster.data(node).resolve("trash"))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
                    String claims = Files.readString(file);
                    lines += claims.lines().count();
                    assertThat(cluster.post(1, "/v1/assertions", claims, RunningNode.PATIENCE)
                                    .body())
                            .as("%s", file)
                            .contains("\"created\":0", "\"failed\":0");
                }
            }
        }
        assertThat(lines).as("of %d claims at least", CLAIMS).isGreaterThanOrEqualTo(CLAIMS);
    }

    /** Node 2 stands still: whoever asks for its shards would wait for it. */
    private void whoHangsUpIsNotWorkedFor() throws Exception {
        double before = givenUp();
        try (Socket client = RawHttp.open(cluster.apiPort(1))) {
            cluster.pause(2); // as late as can be: a node that is silent for two seconds is not asked
            client.getOutputStream().write(RawHttp.bytes("GET /v1/contradictions HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
        }
        await("a question that is given up with the client").atMost(SOON).until(() -> givenUp() > before);
        cluster.goOn(2);
    }

    /** More than there are threads that read for others. */
    private void whatNobodyHasIsAwaitedByNoThread(Load load) throws Exception {
        List<String> there = load.inOrder().stream()
                .filter(path -> holdsAlone(2, PathHash.shardOf(path, RealCluster.SHARDS)))
                .limit(WAITING)
                .toList();
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (String path : there) {
            String token = Token.of(PathHash.shardOf(path, RealCluster.SHARDS), new Dot(1, Long.MAX_VALUE / 2))
                    .toString();
            waiting.add(ask(path, token));
        }
        for (String path : there.subList(0, 4)) {
            assertThat(cluster.post(1, "/v1/query", question(path), RunningNode.PATIENCE)
                            .body())
                    .as("who asks for what is there does not wait")
                    .contains(Load.value(path));
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        for (CompletableFuture<HttpResponse<String>> late : waiting) {
            assertThat(late.join().body()).contains("token-timeout");
        }
    }

    private CompletableFuture<HttpResponse<String>> ask(String path, String token) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + cluster.apiPort(1) + "/v1/query"))
                        .header("Content-Type", "application/json")
                        .header(Token.HEADER, token)
                        .POST(BodyPublishers.ofString(question(path)))
                        .build(),
                BodyHandlers.ofString());
    }

    private boolean holdsAlone(int node, int shard) {
        try {
            return cluster.holders(1).get("shard_" + shard).equals(List.of(RealCluster.id(node)));
        } catch (IOException | InterruptedException silent) {
            throw new IllegalStateException(silent);
        }
    }

    private static String question(String path) {
        return "{\"concept_path\":\"" + path + "\",\"predicate\":\"p\"}";
    }

    private double givenUp() throws Exception {
        Matcher count = GIVEN_UP.matcher(cluster.api(1, "/metrics"));
        return count.find() ? Double.parseDouble(count.group(1)) : 0;
    }
}
