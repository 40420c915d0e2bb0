package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemedb.assertion.PathHash;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Writers of one shard each, who send one claim after the other, each until it is acknowledged: what one node does not
 * take, the next one is asked to. So each shard shows for how long it had no service.
 */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 40;
    private static final int LINES = 5_000;

    private final RealCluster cluster;
    private final String name;
    private final String ack;
    private final List<Integer> nodes;
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final List<String> inOrder = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Witness witness;
    private final AtomicReference<String> wrong = new AtomicReference<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Lane> lanes = new ArrayList<>();
    private Pulse pulse;

    /** Is told of every try to write, by the thread that made it. */
    interface Witness {
        /** @param answer what came back; null if nothing did */
        void tried(int node, String path, long begunNanos, HttpResponse<String> answer);
    }

    private Load(RealCluster cluster, String name, String ack, List<Integer> nodes, Witness witness) {
        this.cluster = cluster;
        this.name = name;
        this.ack = ack;
        this.nodes = nodes;
        this.witness = witness;
    }

    /** Claims below {@code name}, at the usual level, on all nodes. */
    static Load on(RealCluster cluster, String name) {
        return on(cluster, name, "quorum", cluster.all());
    }

    static Load on(RealCluster cluster, String name, String ack, List<Integer> nodes) {
        return on(cluster, name, ack, nodes, (node, path, begun, answer) -> {});
    }

    static Load on(RealCluster cluster, String name, String ack, List<Integer> nodes, Witness witness) {
        Load load = new Load(cluster, name, ack, nodes, witness);
        for (int shard = 0; shard < RealCluster.SHARDS; shard++) {
            load.lanes.add(load.new Lane(shard));
        }
        load.pulse = Pulse.start(cluster.folder());
        load.lanes.forEach(lane -> lane.thread.start());
        return load;
    }

    /** So many claims below {@code name}, sent at once to one node, of which the last is acknowledged by now. */
    static Load batch(RealCluster cluster, String name, int node, int claims) throws IOException, InterruptedException {
        Load load = new Load(cluster, name, "quorum", List.of(node), (to, path, begun, answer) -> {});
        for (int from = 0; from < claims; from += LINES) {
            List<String> paths = IntStream.range(from, Math.min(claims, from + LINES))
                    .mapToObj(number -> name + "/" + number)
                    .toList();
            load.sent.addAll(paths);
            String lines = paths.stream().map(Load::claim).collect(Collectors.joining("\n"));
            // A client repeats what was not acknowledged, as may be on a busy machine.
            Awaitility.await("a batch that is taken")
                    .atMost(RunningNode.PATIENCE)
                    .until(
                            () -> cluster.post(node, "/v1/assertions", lines, RunningNode.PATIENCE),
                            answer -> answer.statusCode() == 200);
            paths.forEach(load::acknowledged);
        }
        return load;
    }

    private void acknowledged(String path) {
        acknowledged.put(path, System.nanoTime());
        inOrder.add(path);
    }

    /** One writer. */
    private final class Lane {
        private final int shard;
        private final Thread thread = new Thread(this::write);
        private int number;
        private int node;
        private volatile long lastNanos = System.nanoTime();
        private volatile long longestNanos;
        /** What came back since the last acknowledgement, and how often, in the order in which it first did. */
        private final Map<String, Integer> met = Collections.synchronizedMap(new LinkedHashMap<>());

        private volatile String metLongest = "";
        private final AtomicInteger count = new AtomicInteger();

        Lane(int shard) {
            this.shard = shard;
            this.node = shard;
        }

        private void write() {
            try {
                while (end.getCount() > 0) {
                    String path = nextPath();
                    sent.add(path);
                    while (!send(path) && !end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                        node++;
                    }
                    end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private String nextPath() {
            String path;
            do {
                path = name + "/" + shard + "/" + number++;
            } while (PathHash.shardOf(path, RealCluster.SHARDS) != shard);
            return path;
        }

        private boolean send(String path) throws InterruptedException {
            int to = nodes.get(node % nodes.size());
            long begun = System.nanoTime();
            try {
                HttpResponse<String> answer = cluster.post(to, "/v1/assert?ack=" + ack, claim(path), PATIENCE);
                witness.tried(to, path, begun, answer);
                if (answer.statusCode() != 200 && answer.statusCode() != 201) {
                    refused(answer);
                    met(to, answer.statusCode() + " " + answer.body());
                    return false;
                }
                acknowledged(path);
                answered(System.nanoTime());
                return true;
            } catch (IOException gone) {
                witness.tried(to, path, begun, null);
                met(to, gone.getClass().getSimpleName());
                refusals.merge(gone.getClass().getSimpleName(), 1, Integer::sum);
                return false;
            }
        }

        private void met(int node, String what) {
            met.merge(node + ": " + what, 1, Integer::sum);
        }

        private void answered(long now) {
            if (now - lastNanos > longestNanos) {
                longestNanos = now - lastNanos;
                metLongest = met.toString();
            }
            lastNanos = now;
            met.clear();
            count.incrementAndGet();
        }

        /** Also the time that has passed since the last acknowledgement. */
        Gap gap() {
            long open = System.nanoTime() - lastNanos;
            return open > longestNanos
                    ? new Gap(shard, open / 1e9, met.toString(), 0)
                    : new Gap(shard, longestNanos / 1e9, metLongest, 0);
        }
    }

    private void refused(HttpResponse<String> answer) {
        refusals.merge(Integer.toString(answer.statusCode()), 1, Integer::sum);
        if (answer.statusCode() < 500 && answer.statusCode() != 429) {
            wrong.compareAndSet(null, answer.statusCode() + " " + answer.body());
        }
    }

    static String value(String path) {
        return "what was said of " + path;
    }

    static String claim(String path) {
        return "{\"concept_path\":\"" + path + "\",\"predicate\":\"p\",\"value\":\"" + value(path)
                + "\",\"source\":\"it\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}";
    }

    String name() {
        return name;
    }

    /** Paths of the claims that were acknowledged. */
    Set<String> acknowledged() {
        return acknowledged.keySet();
    }

    /** The same, in the order in which they were. */
    List<String> inOrder() {
        synchronized (inOrder) {
            return List.copyOf(inOrder);
        }
    }

    /** Paths of all claims that were sent at least once. */
    Set<String> sent() {
        return sent;
    }

    /** What else than an acknowledgement came back, and how often. */
    Map<String, Integer> refusals() {
        return refusals;
    }

    /** An acknowledgement in each shard after this call. */
    void awaitEveryShard(Duration atMost) {
        int[] counts = lanes.stream().mapToInt(lane -> lane.count.get()).toArray();
        Awaitility.await("writes to every shard")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .failFast("no refusal of that kind", () -> wrong.get() != null)
                .until(() -> IntStream.range(0, counts.length)
                        .allMatch(i -> lanes.get(i).count.get() > counts[i] + 1));
    }

    /** Waits until so many claims were acknowledged, so that files are as large as a fault needs them. */
    void awaitAcknowledged(int claims) {
        Awaitility.await(claims + " acknowledged claims")
                .atMost(RunningNode.PATIENCE)
                .until(() -> acknowledged().size() >= claims);
    }

    /** Goes on for so long. */
    void goOn(Duration time) {
        Awaitility.await("more load")
                .pollDelay(time)
                .atMost(time.plusMinutes(1))
                .until(() -> true);
    }

    /** The shard that has been longest without an acknowledgement since the begin, or since this was asked last. */
    Gap longestGap() {
        List<Gap> gaps = lanes.stream().map(Lane::gap).toList();
        lanes.forEach(lane -> lane.longestNanos = 0);
        return Collections.max(gaps, Comparator.comparingDouble(Gap::seconds)).beside(pulse.standstillSeconds());
    }

    /**
     * For so long a shard had no service.
     *
     * @param met what its writer met at which node, and how often
     * @param machine for how many seconds at a time the machine itself could force nothing meanwhile; 0 below one
     */
    record Gap(int shard, double seconds, String met, double machine) {
        private Gap beside(double machineSeconds) {
            return new Gap(shard, seconds, met, machineSeconds);
        }

        /** Nodes are judged by what they need beyond the time for which the machine stood still. */
        void checkAtMost(Duration most) {
            assertThat(seconds - machine)
                    .as(
                            "seconds without service: %s, of which the machine stood still %s; its writer met %s",
                            this, machine, met)
                    .isLessThanOrEqualTo(most.toMillis() / 1e3);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f (shard_%d)", seconds, shard);
        }
    }

    /** Ends the writers; what is under way is answered first. */
    @Override
    public void close() throws InterruptedException {
        end.countDown();
        for (Lane lane : lanes) {
            lane.thread.join();
        }
        if (pulse != null) {
            pulse.close();
        }
        if (wrong.get() != null) {
            throw new AssertionError(wrong.get());
        }
    }
}
