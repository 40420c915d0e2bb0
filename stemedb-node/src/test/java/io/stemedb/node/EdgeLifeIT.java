package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a caller meets while a node comes and goes: the application's answer, a problem, or nobody; never the server's
 * own words.
 */
class EdgeLifeIT {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{64})\"");

    @TempDir
    Path folder;

    private RunningNode start() throws IOException {
        return RunningNode.start(folder, "--data-dir", folder.resolve("data").toString());
    }

    @Test
    void a_node_that_is_starting_says_so_or_is_not_there() throws Exception {
        List<String> wrong = new ArrayList<>();
        int refused = 0;
        int starting = 0;
        try (RunningNode node = start()) {
            while (!node.console().contains("is ready")) {
                for (String path : new String[] {"/v1/health", "/v1/sources", "/nothing", "/health/ready"}) {
                    String answer = early(node.httpPort, path);
                    if (answer.isEmpty()) {
                        refused++;
                    } else if (answer.startsWith("HTTP/1.1 503 ") && answer.contains("starting") && isJson(answer)) {
                        starting++;
                    } else if (!answer.startsWith("HTTP/1.1 200 ")
                            && !answer.contains("problem+json")
                            && !answer.contains("\"DOWN\"")) {
                        wrong.add(path + ": " + answer);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(refused).as("calls before the port was open").isPositive();
        assertThat(starting).as("calls before the application was there").isPositive();
    }

    private static boolean isJson(String answer) {
        return answer.contains("application/problem+json") || answer.contains("application/json");
    }

    private static String early(int port, String path) {
        try {
            return RawHttp.send(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        } catch (IOException notThere) {
            return "";
        }
    }

    @Test
    void a_node_that_stops_under_load_answers_or_refuses_and_forgets_nothing() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (RunningNode node = start().awaitReady()) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                Thread writer = new Thread(() -> write(node, number, acknowledged, wrong));
                writers.add(writer);
                writer.start();
            }
            org.awaitility.Awaitility.await().atMost(RunningNode.PATIENCE).until(() -> acknowledged.size() > 500);
            node.terminate();
            assertThat(node.awaitEnd()).isZero();
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(node.console()).doesNotContain("rror", "xception");
        }
        assertThat(wrong).isEmpty();
        try (RunningNode again = start().awaitReady()) {
            assertThat(again.get(again.httpPort, "/v1/health").body()).contains("\"healthy\"");
            for (String id : acknowledged) {
                assertThat(again.get(again.httpPort, "/v1/assertions/" + id).statusCode())
                        .as(id)
                        .isEqualTo(200);
            }
        }
    }

    /** Writes until nobody is there any more. */
    private static void write(RunningNode node, int number, Set<String> acknowledged, Queue<String> wrong) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        AtomicInteger count = new AtomicInteger();
        try {
            while (true) {
                String claim = "{\"concept_path\":\"life/" + number + "/" + count.incrementAndGet()
                        + "\",\"predicate\":\"p\",\"value\":1}";
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort + "/v1/assert"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(claim))
                                .build(),
                        BodyHandlers.ofString());
                Matcher id = ID.matcher(answer.body());
                if (answer.statusCode() == 201 && id.find()) {
                    acknowledged.add(id.group(1));
                } else if (answer.statusCode() != 503 || !answer.body().contains("urn:stemedb:problem:starting")) {
                    wrong.add(answer.statusCode() + " " + answer.body());
                }
            }
        } catch (IOException e) {
            // The node is gone, as the test wants it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_batch_that_takes_longer_than_a_stopping_node_waits_is_told_so() throws Exception {
        try (RunningNode node = start().awaitReady();
                Socket batch = RawHttp.open(node.httpPort)) {
            batch.getOutputStream()
                    .write(RawHttp.bytes(
                            "POST /v1/assertions HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                                    + "Content-Type: application/x-ndjson\r\nContent-Length: 1000000\r\n\r\n"));
            Thread sender = new Thread(() -> trickle(batch));
            sender.start();
            node.terminate();
            String answer = RawHttp.rest(batch);
            sender.join();
            assertThat(node.awaitEnd()).isZero();
            assertThat(answer).startsWith("HTTP/1.1 503 ").contains("application/problem+json", "shutting down");
        }
    }

    @Test
    void whoever_follows_the_changes_is_told_that_the_node_stops_and_holds_it_up_no_longer() throws Exception {
        try (RunningNode node = start().awaitReady();
                Socket reader = RawHttp.open(node.httpPort)) {
            reader.getOutputStream()
                    .write(RawHttp.bytes("GET /v1/changes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            assertThat(reader.getInputStream().read())
                    .as("the first byte of the answer")
                    .isEqualTo('H');
            node.terminate();
            String answer = RawHttp.rest(reader);
            assertThat(node.awaitEnd()).isZero();
            assertThat(answer).contains(": following", "event: problem", "shutting down");
            assertThat(node.console()).doesNotContain("rror", "xception");
        }
    }

    /** A line now and then, so that the body is never given up as stalled. */
    private static void trickle(Socket batch) {
        try {
            while (true) {
                batch.getOutputStream().write('\n');
                Thread.onSpinWait();
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
        } catch (IOException closed) {
            // The node has gone.
        }
    }
}
