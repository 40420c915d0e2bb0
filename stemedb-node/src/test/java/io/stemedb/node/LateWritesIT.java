package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node on a disk that takes its time over a force: writes wait, and nobody waits with them. */
class LateWritesIT {
    private static final long BYTES_A_SECOND = 80 << 10;

    /** More than the listener has threads. */
    private static final int WRITERS = 300;

    private static final int FEW = 10;

    private static final int GONE = 100;

    /** Batches, and registrations of sources. */
    private static final int OTHERS = 100;

    /** As many as the disk takes while a node that stops waits. */
    private static final int LAST = 20;

    /** One in some hundred was once lost. */
    private static final int LARGE = 1_500;

    private static final String VALUE = "x".repeat(6_000);

    @TempDir
    Path folder;

    private static byte[] request(String line, String type, String body) {
        return RawHttp.bytes(line + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private static byte[] write(int number) {
        String claim = "{\"concept_path\":\"late/" + number + "\",\"predicate\":\"p\",\"value\":\"" + VALUE + "\"}";
        return request("POST /v1/assert", "application/json", claim);
    }

    private static byte[] batch(int number) {
        String claim = "{\"concept_path\":\"batch/" + number + "\",\"predicate\":\"p\",\"value\":1}\n";
        return request("POST /v1/assertions", "application/x-ndjson", claim);
    }

    private static byte[] registration(int number) {
        return request("PUT /v1/sources/s" + number, "application/json", "{\"authority\":0.5}");
    }

    private static List<Socket> writers(RunningNode node, int from, int count, IntFunction<byte[]> request)
            throws IOException {
        List<Socket> writers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket writer = RawHttp.open(node.httpPort);
            writer.getOutputStream().write(request.apply(from + i));
            writers.add(writer);
        }
        return writers;
    }

    private static long unanswered(List<Socket> writers) throws IOException {
        long count = 0;
        for (Socket writer : writers) {
            count += writer.getInputStream().available() == 0 ? 1 : 0;
        }
        return count;
    }

    /** Request threads that are inside of our code now; threads of a burst that is over wait in their pool. */
    private static long heldThreads(RunningNode node) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(node.pid()),
                        "Thread.print")
                .start();
        String stacks = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(stacks).contains("\"http-thread-pool");
        return Arrays.stream(stacks.split("\n\n"))
                .filter(stack -> stack.startsWith("\"http-thread-pool") && stack.contains("at io.stemedb."))
                .count();
    }

    private static void assertAllWritten(List<Socket> writers, String status) throws IOException {
        for (Socket writer : writers) {
            assertThat(RawHttp.firstLine(writer)).isEqualTo("HTTP/1.1 " + status);
            writer.close();
        }
    }

    private static void goAway(List<Socket> writers) throws IOException {
        for (Socket writer : writers) {
            writer.setSoLinger(true, 0);
            writer.close();
        }
    }

    private static boolean counts(RunningNode node, int claims) throws Exception {
        return node.get(node.httpPort, "/v1/health").body().contains("\"assertion_count\":" + claims + ",");
    }

    @Test
    void writers_wait_for_the_disk_and_hold_no_thread_nor_does_one_that_is_gone_nor_one_that_a_stop_finds()
            throws Exception {
        try (OwnDisk disk = OwnDisk.ext4OverSmallDisk(folder.resolve("disk"), 512, 512);
                OwnDisk.Throttle slow = disk.throttle(BYTES_A_SECOND);
                RunningNode node = RunningNode.startOn(
                                disk,
                                folder,
                                "--data-dir",
                                disk.inside().resolve("data").toString())
                        .awaitReady()) {
            slow.hold(node.pid());
            List<Socket> writers = writers(node, 0, WRITERS, LateWritesIT::write);
            List<Socket> batches = writers(node, 0, OTHERS, LateWritesIT::batch);
            List<Socket> registrations = writers(node, 0, OTHERS, LateWritesIT::registration);
            assertThat(node.get(node.httpPort, "/v1/health").statusCode()).isEqualTo(200);
            assertThat(node.post("/v1/query", "application/json", "{\"concept_path\":\"none\"}")
                            .statusCode())
                    .isEqualTo(200);
            await("threads that writers do not hold").until(() -> heldThreads(node) < FEW);
            assertThat(unanswered(writers))
                    .as("writers who wait beside these reads")
                    .isGreaterThan(256);
            assertThat(unanswered(batches) + unanswered(registrations))
                    .as("and those who wait with a batch or a source")
                    .isGreaterThan(OTHERS);

            goAway(writers.subList(0, GONE));
            assertAllWritten(writers.subList(GONE, WRITERS), "201 Created");
            assertAllWritten(batches, "200 OK");
            assertAllWritten(registrations, "201 Created");
            await("what was written for those who left").until(() -> counts(node, WRITERS + OTHERS));
            await("calls that were counted when they ended")
                    .until(() -> node.get(node.httpPort, "/metrics")
                            .body()
                            .lines()
                            .anyMatch(line -> line.startsWith("stemedb_requests_total")
                                    && line.contains("\"assert\"")
                                    && line.contains("2xx")
                                    && line.endsWith(" " + (double) WRITERS)));

            List<Socket> last = writers(node, WRITERS, LAST, LateWritesIT::write);
            await("the last of them inside")
                    .until(() -> node.get(node.httpPort, "/v1/health").statusCode() == 200);
            node.terminate();
            assertAllWritten(last, "201 Created");
            assertThat(node.awaitEnd()).isZero();
            assertThat(node.console()).doesNotContain("Exception").doesNotContain("could not");
        }
    }

    @Test
    void requests_that_came_in_one_piece_are_answered_in_their_order() throws Exception {
        try (RunningNode node = RunningNode.start(
                                folder, "--data-dir", folder.resolve("data").toString())
                        .awaitReady();
                Socket client = RawHttp.open(node.httpPort)) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                all.append(new String(write(i), StandardCharsets.ISO_8859_1));
                all.append("GET /v1/assertions/").append("0".repeat(64)).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            all.append("GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            client.getOutputStream().write(RawHttp.bytes(all.toString()));
            String answers = RawHttp.rest(client);
            int at = 0;
            for (int i = 0; i < 50; i++) {
                int written = answers.indexOf("\"concept_path\":\"late/" + i + "\"", at);
                int refused = answers.indexOf("HTTP/1.1 404 ", written);
                assertThat(written).as("answer of write " + i).isPositive();
                assertThat(refused).as("answer behind write " + i).isGreaterThan(written);
                at = refused;
            }
            assertThat(answers.indexOf("\"assertion_count\":50,", at)).isPositive();
        }
    }

    @Test
    void one_connection_that_writes_large_claims_gets_an_answer_to_each() throws Exception {
        try (RunningNode node = RunningNode.start(
                        folder, "--data-dir", folder.resolve("data").toString())
                .awaitReady()) {
            String value = "x".repeat(60_000);
            for (int i = 0; i < LARGE; i++) {
                HttpResponse<String> answer = node.post(
                        "/v1/assert",
                        "application/json",
                        "{\"concept_path\":\"large/" + i + "\",\"predicate\":\"p\",\"value\":\"" + value + "\"}");
                assertThat(answer.statusCode()).as("write %d", i).isEqualTo(201);
            }
        }
    }

    @Test
    void a_batch_that_breaks_off_is_no_success_and_can_be_sent_again() throws Exception {
        String lines = "{\"concept_path\":\"cut/1\",\"predicate\":\"p\",\"value\":1}\n".repeat(100);
        String head = "POST /v1/assertions?batch_id=cut HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-ndjson\r\nContent-Length: ";
        try (RunningNode node = RunningNode.start(
                        folder, "--data-dir", folder.resolve("data").toString())
                .awaitReady()) {
            for (String wanted : List.of("application/json", "application/x-ndjson")) {
                try (Socket client = RawHttp.open(node.httpPort)) {
                    String cut = head + 1_000_000 + "\r\nAccept: " + wanted + "\r\n\r\n" + lines;
                    client.getOutputStream().write(RawHttp.bytes(cut));
                    client.shutdownOutput();
                    String answer = RawHttp.rest(client);
                    assertThat(answer).as(wanted).doesNotContain("\"created\"");
                    assertThat(answer.isEmpty()
                                    || answer.contains("could not be read")
                                            && answer.contains("under the batch_id cut"))
                            .as("%s: %s", wanted, answer)
                            .isTrue();
                }
            }
            for (int i = 0; i < 2; i++) {
                String whole = head + lines.length() + "\r\n\r\n" + lines;
                assertThat(RawHttp.send(node.httpPort, whole)).startsWith("HTTP/1.1 200 ");
            }
            assertThat(counts(node, 100)).as("each line once").isTrue();
        }
    }
}
