import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that write one claim after the other, each until it is acknowledged: what one node does not take, the next is asked to.
 * The time of a write is from its first attempt to its acknowledgement.
 *
 * <p>{@code java RetryingClients.java URL,URL,URL CLIENTS PAUSE_MILLIS NAME UNTIL_FILE}: goes on until the file is there, and prints a line.
 */
final class RetryingClients {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_ATTEMPTS = 200;
    private static final int WARM_MILLIS = 3_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger retried = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Long> nanos = new ArrayList<>();
    private final String[] nodes;
    private final String name;
    private final Path until;
    private final long begun = System.nanoTime();

    private RetryingClients(String[] nodes, String name, Path until) {
        this.nodes = nodes;
        this.name = name;
        this.until = until;
    }

    public static void main(String[] args) throws InterruptedException {
        RetryingClients all = new RetryingClients(args[0].split(","), args[3], Path.of(args[4]));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            int number = i;
            Thread thread = new Thread(() -> all.write(number, Integer.parseInt(args[2])));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        all.print();
    }

    private void write(int number, int pause) {
        int node = number;
        for (int i = 0; !Files.exists(until); i++) {
            String claim = String.format(
                    Locale.ROOT,
                    "{\"concept_path\":\"%s/%d/%d\",\"predicate\":\"p\",\"value\":%d,\"source\":\"bench\"}",
                    name, number, i % 1_000, i);
            long sent = System.nanoTime();
            int attempts = 0;
            while (attempts < MOST_ATTEMPTS && !isTaken(nodes[node % nodes.length], claim)) {
                attempts++;
                node++;
                sleep(20);
            }
            note(sent, attempts);
            sleep(pause);
        }
    }

    private void note(long sent, int attempts) {
        if (sent - begun < WARM_MILLIS * 1_000_000L) {
            return;
        }
        retried.addAndGet(attempts > 0 ? 1 : 0);
        failed.addAndGet(attempts == MOST_ATTEMPTS ? 1 : 0);
        synchronized (nanos) {
            nanos.add(System.nanoTime() - sent);
        }
    }

    private boolean isTaken(String node, String claim) {
        try {
            int status = client.send(
                            HttpRequest.newBuilder(URI.create(node + "/v1/assert"))
                                    .timeout(PATIENCE)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(claim))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            return status == 200 || status == 201;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void print() {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: writes=%d failed=%d asked_twice=%d p50_ms=%.1f p99_ms=%.1f p999_ms=%.1f max_ms=%.1f%n",
                name, sorted.length, failed.get(), retried.get(), at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }
}
