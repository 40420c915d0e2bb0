package io.stemedb.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults in an order that nobody chose, several at once among them; {@code -Dstemedb.seed=N} plays one again. */
@Tag("full")
class RandomFaultsIT {
    private static final int NODES = 3;
    private static final int STEPS = Integer.getInteger("stemedb.steps", 40);
    private static final int LONGEST_MILLIS = 7_000;
    private static final int LOST_PERCENT = 30;
    private static final Duration SERVED = Duration.ofSeconds(90);

    private final long seed = Long.getLong("stemedb.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<Integer> down = new TreeSet<>();
    private final Set<Integer> paused = new TreeSet<>();

    @TempDir
    Path folder;

    private Links links;
    private RealCluster cluster;

    @Test
    void nothing_is_lost_whatever_happens_in_whichever_order() throws Exception {
        System.out.println("random faults: seed " + seed);
        try (Links network = Links.of(NODES, RealCluster.API, RealCluster.GATEWAY);
                RealCluster nodes = RealCluster.on(network, folder, NODES)) {
            links = network;
            cluster = nodes;
            cluster.start(cluster.all()).awaitHealthy();
            Load load = Load.on(cluster, "random");
            try (load;
                    Readers readers = Readers.of(cluster, load, seed)) {
                load.awaitEveryShard(SERVED);
                for (int step = 1; step <= STEPS; step++) {
                    System.out.printf(Locale.ROOT, "%d: %s%n", step, next());
                    load.goOn(Duration.ofMillis(1 + random.nextInt(LONGEST_MILLIS)));
                }
                mendAll();
                load.awaitEveryShard(SERVED);
            }
            cluster.awaitHealthy();
            Verdict.of(cluster, STEPS + " random faults, seed " + seed, load, load.longestGap() + " at the end");
        }
    }

    private String next() throws IOException, InterruptedException {
        int node = 1 + random.nextInt(NODES);
        int other = 1 + (node + random.nextInt(NODES - 1)) % NODES;
        return switch (random.nextInt(8)) {
            case 0, 1 -> down.contains(node) ? start(node) : kill(node);
            case 2 -> down.contains(node) ? start(node) : stop(node);
            case 3 -> paused.contains(node) ? goOn(node) : pause(node);
            case 4 -> cut(node, other);
            case 5 -> part(node);
            case 6 -> lose(node);
            default -> mendAll();
        };
    }

    private String start(int node) throws IOException {
        cluster.begin(node);
        down.remove(node);
        return "start of " + node;
    }

    private String kill(int node) throws InterruptedException {
        cluster.kill(node);
        paused.remove(node);
        down.add(node);
        return "kill -9 of " + node;
    }

    private String stop(int node) throws IOException, InterruptedException {
        if (paused.contains(node)) {
            return goOn(node);
        }
        cluster.stop(node);
        down.add(node);
        return "stop of " + node;
    }

    private String pause(int node) throws IOException, InterruptedException {
        if (down.contains(node)) {
            return start(node);
        }
        cluster.pause(node);
        paused.add(node);
        return "pause of " + node;
    }

    private String goOn(int node) throws IOException, InterruptedException {
        cluster.goOn(node);
        paused.remove(node);
        return "end of the pause of " + node;
    }

    private String cut(int node, int other) throws IOException, InterruptedException {
        links.cut(node, other);
        return "no link between " + node + " and " + other;
    }

    private String part(int node) throws IOException, InterruptedException {
        for (int other : cluster.all()) {
            if (other != node) {
                links.cut(node, other);
            }
        }
        return "no link to " + node;
    }

    private String lose(int node) throws IOException, InterruptedException {
        links.lose(node, LOST_PERCENT);
        return LOST_PERCENT + " % of the packets of " + node + " lost";
    }

    private String mendAll() throws IOException, InterruptedException {
        links.heal();
        for (int node : Set.copyOf(paused)) {
            goOn(node);
        }
        for (int node : Set.copyOf(down)) {
            start(node);
        }
        return "all is mended";
    }
}
