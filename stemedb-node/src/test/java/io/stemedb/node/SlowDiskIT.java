package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real disk that takes 2 MiB a second, and writers that send more: memory stays bounded, they are told, and reads go
 * on.
 */
class SlowDiskIT {
    private static final long BYTES_A_SECOND = 2 << 20;
    private static final int QUEUE_MEBIBYTES = 1;
    private static final int WRITERS = 48;
    private static final int BATCH_LINES = 4_000;
    private static final int READS = 1_500;
    private static final String VALUE = "x".repeat(60_000);
    private static final Pattern WAITING = Pattern.compile("(?m)^stemedb_journal_waiting_bytes\\S* ([0-9.E]+)$");

    @TempDir
    Path folder;

    private final AtomicInteger sent = new AtomicInteger();

    private RunningNode start(OwnDisk disk) throws IOException {
        Path config = Files.writeString(
                folder.resolve("node.toml"),
                "[journal]\nsegment_size = \"16MiB\"\n[limits]\nqueue = \"" + QUEUE_MEBIBYTES + "MiB\"\n");
        return RunningNode.startOn(
                        disk,
                        folder,
                        "--data-dir",
                        disk.inside().resolve("data").toString(),
                        "--config",
                        config.toString())
                .awaitReady();
    }

    private static String claim(String path, String value) {
        return "{\"concept_path\":\"" + path + "\",\"predicate\":\"p\",\"source\":\"it\",\"value\":\"" + value
                + "\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}";
    }

    private static String lines(String name, int count, int size) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(claim(name + "/" + i, "y".repeat(size))).append('\n');
        }
        return lines.toString();
    }

    private static int batch(RunningNode node, String lines) {
        try {
            return node.post("/v1/assertions", "application/x-ndjson", lines).statusCode();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Milliseconds that each of many reads took. */
    private static double[] reads(RunningNode node) throws Exception {
        double[] millis = new double[READS];
        for (int i = 0; i < READS; i++) {
            long begun = System.nanoTime();
            HttpResponse<String> answer =
                    node.post("/v1/query", "application/json", "{\"concept_path\":\"before/" + i % 1_000 + "\"}");
            millis[i] = (System.nanoTime() - begun) / 1e6;
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"value\":\"yyy");
        }
        Arrays.sort(millis);
        return millis;
    }

    private static String told(double[] sorted) {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", sorted[READS / 2], sorted[READS * 99 / 100]);
    }

    private static double waiting(RunningNode node) throws Exception {
        Matcher level = WAITING.matcher(node.get(node.httpPort, "/metrics").body());
        assertThat(level.find()).isTrue();
        return Double.parseDouble(level.group(1));
    }

    /** One writer's answers by status, until it is told to stop. */
    private void write(
            RunningNode node, CountDownLatch stop, Map<Integer, AtomicInteger> statuses, List<String> refusals) {
        try {
            while (stop.getCount() > 0) {
                HttpResponse<String> answer =
                        node.post("/v1/assert", "application/json", claim("during/" + sent.incrementAndGet(), VALUE));
                statuses.computeIfAbsent(answer.statusCode(), status -> new AtomicInteger())
                        .incrementAndGet();
                if (answer.statusCode() == 429) {
                    refusals.add(answer.headers().firstValue("Retry-After").orElse("") + " " + answer.body());
                    stop.await(1, TimeUnit.SECONDS); // as it was asked to
                }
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void writers_are_told_batches_wait_memory_is_bounded_and_reads_go_on() throws Exception {
        try (OwnDisk disk = OwnDisk.ext4OverSmallDisk(folder.resolve("disk"), 512, 512);
                OwnDisk.Throttle slow = disk.throttle(BYTES_A_SECOND);
                RunningNode node = start(disk)) {
            assertThat(batch(node, lines("before", 1_000, 100))).isEqualTo(200);
            reads(node); // warm
            double[] before = reads(node);
            slow.hold(node.pid());
            Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
            List<String> refusals = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch stop = new CountDownLatch(1);
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS + 1);
            CompletableFuture<Integer> batch =
                    CompletableFuture.supplyAsync(() -> batch(node, lines("batch", BATCH_LINES, 1_000)), writers);
            for (int i = 0; i < WRITERS; i++) {
                writers.execute(() -> write(node, stop, statuses, refusals));
            }
            double[] during = reads(node);
            double waiting = waiting(node);
            assertThat(batch.get(120, TimeUnit.SECONDS)).as("the batch").isEqualTo(200);
            stop.countDown();
            writers.shutdown();
            assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

            System.out.println(
                    "reads before: " + told(before) + "; on a slow disk: " + told(during) + "; writers: " + statuses);
            assertThat(statuses.keySet()).containsExactlyInAnyOrder(201, 429);
            assertThat(refusals)
                    .allSatisfy(refusal -> assertThat(refusal)
                            .startsWith("1 ")
                            .contains("rate-limited", "/limits.queue", "\"limit\":" + (QUEUE_MEBIBYTES << 20)));
            assertThat(waiting).isLessThanOrEqualTo(QUEUE_MEBIBYTES << 20);
            assertThat(during[READS * 99 / 100]).as("p99 of reads, in ms").isLessThan(500);
            assertThat(node.get(node.httpPort, "/v1/health").body())
                    .contains("\"assertion_count\":"
                            + (1_000 + BATCH_LINES + statuses.get(201).get()) + ",");
        }
    }
}
