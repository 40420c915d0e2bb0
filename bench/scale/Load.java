import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Loads claims in batches of 1,000 over two connections, while a third writes single claims with 20 ms between them.
 * Prints a line for each part of the load.
 *
 * <p>Arguments: URL of the node, number of claims, seconds at most, the node's process id.
 */
final class Load {
    private static final int WARM = 20;
    private static final int BATCH = 1000;
    private static final int CONNECTIONS = 2;
    private static final long PART = 1_000_000;
    private static final long PROBE_NANOS = 20_000_000;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String node;
    private final long count;
    private final Claims claims;
    private final Path status;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong acked = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Timings batches = new Timings();
    private final Timings singles = new Timings();
    private final Timings allBatches = new Timings();
    private final Timings allSingles = new Timings();
    private final long started = System.nanoTime();
    private final long deadline;
    private final Path stat;
    private long partStarted = started;
    private long partCpuMillis;
    private double firstRate;
    private double lastRate;
    private volatile boolean over;

    private Load(String node, long count, long seconds, long pid) {
        this.node = node;
        this.count = count;
        this.claims = new Claims(count);
        this.deadline = started + seconds * 1_000_000_000L;
        this.status = Path.of("/proc", Long.toString(pid), "status");
        this.stat = Path.of("/proc", Long.toString(pid), "stat");
        this.partCpuMillis = cpuMillis();
    }

    public static void main(String[] args) throws Exception {
        new Load(args[0], Long.parseLong(args[1]), Long.parseLong(args[2]), Long.parseLong(args[3])).run();
    }

    private void run() throws Exception {
        for (int i = 0; i < WARM; i++) { // the client's own first calls are not what is measured; nobody reads these
            send("/nothing", "application/x-ndjson", claims.batch(0, BATCH), 404);
        }
        Thread[] threads = new Thread[CONNECTIONS];
        for (int i = 0; i < CONNECTIONS; i++) {
            threads[i] = started("load-" + i, this::load);
        }
        Thread probe = started("probe", this::probe);
        for (Thread thread : threads) {
            thread.join();
        }
        over = true;
        probe.join();
        System.out.printf(Locale.ROOT, "claims %d%njson_bytes %d%n", acked.get(), sentBytes.get());
        System.out.printf(Locale.ROOT, "seconds %.1f%n", since(started));
        double kept = firstRate == 0 ? 0 : lastRate / firstRate;
        System.out.printf(Locale.ROOT, "rate_of_last_to_first_million %.2f%n", kept);
        System.out.println("batches_of_1000 " + allBatches.show());
        System.out.println("single_writes " + allSingles.show());
        System.out.println("refused_and_sent_again " + refused.get());
        System.out.println("rss " + rss());
    }

    private static Thread started(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> {
            e.printStackTrace();
            System.exit(1); // a load that lost a part of itself measures nothing
        });
        thread.start();
        return thread;
    }

    private void load() {
        while (System.nanoTime() < deadline) {
            long from = next.getAndAdd(BATCH);
            if (from >= count) {
                return;
            }
            byte[] body = claims.batch(from, BATCH);
            long took = send("/v1/assertions", "application/x-ndjson", body, 200);
            batches.add(took);
            allBatches.add(took);
            sentBytes.addAndGet(body.length);
            acked(BATCH);
        }
    }

    private void probe() {
        for (long n = 0; !over; n++) {
            String claim = "{\"concept_path\":\"probe/p" + n % 1000 + "\",\"predicate\":\"is\",\"value\":" + n
                    + ",\"source\":\"probe\",\"asserted_at\":\"2026-11-22T00:00:00Z\"}";
            long took = send("/v1/assert", "application/json", claim.getBytes(), 201);
            singles.add(took);
            allSingles.add(took);
            pause(PROBE_NANOS);
        }
    }

    /** Nanoseconds until it was taken. */
    private long send(String path, String type, byte[] body, int expected) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            while (answer.statusCode() == 429 || answer.statusCode() == 503 || answer.statusCode() == 207) {
                refused.incrementAndGet();
                pause(1_000_000_000L * Long.parseLong(answer.headers().firstValue("Retry-After").orElse("1")));
                answer = http.send(request, BodyHandlers.ofString());
            }
            if (answer.statusCode() != expected && answer.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
            }
            return System.nanoTime() - began;
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause(long nanos) {
        if (nanos > 0) {
            try {
                Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void acked(int more) {
        long now = acked.addAndGet(more);
        if (now % PART != 0) {
            return;
        }
        double seconds = since(partStarted);
        lastRate = PART / seconds;
        firstRate = firstRate == 0 ? lastRate : firstRate;
        System.out.printf(
                Locale.ROOT,
                "million %d: %.0f/s  %.1f us of processor a claim  batch %s  single %s  rss %s%n",
                now / PART,
                lastRate,
                (cpuMillis() - partCpuMillis) * 1e3 / PART,
                batches.show(),
                singles.show(),
                rss());
        batches.clear();
        singles.clear();
        partStarted = System.nanoTime();
        partCpuMillis = cpuMillis();
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** What the node has used of processors; unlike the rate it hardly depends on what else the machine does. */
    private long cpuMillis() {
        try {
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return 10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])); // ticks of a hundredth
        } catch (IOException e) {
            return 0;
        }
    }

    private String rss() {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB at most")
                    .findFirst()
                    .orElse("?");
        } catch (IOException e) {
            return "?";
        }
    }
}
