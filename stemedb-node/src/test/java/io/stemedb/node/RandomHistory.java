package io.stemedb.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Three real nodes and a fourth that comes and goes, under load, and what befalls them: faults, several at once among
 * them, and an operator's moves, in an order that a seed decides. What clients saw is judged in the end.
 */
final class RandomHistory {
    private static final int FOUNDERS = 3;
    private static final int NODES = FOUNDERS + 1;
    private static final int MEBIBYTES = 256;
    private static final int LONGEST_MILLIS = 5_000;
    private static final Duration SERVED = Duration.ofSeconds(120);
    private static final long READ_MILLIS = 15;

    private final String title;
    private final long seed;
    private final Random random;
    private final RealCluster cluster;
    private final RandomFaults faults;
    private final OperatorMoves operator;

    private RandomHistory(String title, long seed, Path folder, Links links, OwnDisk disk, RealCluster cluster)
            throws IOException {
        this.title = title;
        this.seed = seed;
        this.random = new Random(seed);
        this.cluster = cluster;
        this.faults = new RandomFaults(cluster, links, random, FOUNDERS, disk);
        this.operator = new OperatorMoves(cluster, faults, random, folder);
    }

    /** Plays one for so long, and prints what came of it. */
    static void play(String title, long seed, Path folder, Duration time) throws Exception {
        System.out.println(title + " begins");
        Path config = Files.writeString(
                Files.createDirectories(folder).resolve("node.toml"),
                "[cluster]\nrereplicate_after = \"15s\"\n[journal]\nsegment_size = \"4MiB\"\n"
                        + "[store]\ntable_size = \"1MiB\"\n");
        Path small = folder.resolve(RealCluster.id(RandomFaults.ON_OWN_DISK)).resolve("data");
        try (Links links = Links.of(NODES, RealCluster.API, RealCluster.GATEWAY);
                OwnDisk disk = OwnDisk.tmpfs(small, MEBIBYTES);
                RealCluster cluster = RealCluster.on(
                                links,
                                Map.of(RandomFaults.ON_OWN_DISK, disk),
                                folder,
                                NODES,
                                "--config",
                                config.toString())
                        .knowing(FOUNDERS)) {
            new RandomHistory(title, seed, folder, links, disk, cluster).play(time);
        }
    }

    private void play(Duration time) throws Exception {
        cluster.start(List.of(1, 2, 3)).awaitHealthy();
        new JudgedLoad(cluster, title, "random", cluster.all()).play(seed, READ_MILLIS, SERVED, load -> {
            long end = System.nanoTime() + time.toNanos();
            for (int step = 1; System.nanoTime() < end; step++) {
                System.out.printf(Locale.ROOT, "%d: %s%n", step, next());
                load.goOn(Duration.ofMillis(1 + random.nextInt(LONGEST_MILLIS)));
            }
            System.out.println("in the end: " + faults.mendAll());
            operator.leave();
        });
    }

    /** While nothing is wrong an operator has most of the time, so that what comes next meets a move that goes on. */
    private String next() throws IOException, InterruptedException {
        if (faults.areNone() && random.nextInt(3) > 0) {
            operator.awaitMajority();
            return operator.next();
        }
        return random.nextInt(4) == 0 && !faults.awake().isEmpty() ? operator.next() : faults.next();
    }
}
