package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes under load, of which one loses room on its disk, or what it has written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskFaultsIT {
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
    private static final Duration SERVED = Duration.ofSeconds(60);
    private static final int BLOCK = 4096;
    private static final int ON_SMALL_DISK = 2;
    private static final int MEBIBYTES = 80;
    private static final String BALLAST = "x".repeat(60_000);

    @TempDir
    static Path folder;

    private OwnDisk disk;
    private RealCluster cluster;

    /** Not once for all: what this machine does not give is then said by each test. */
    @BeforeEach
    void start() throws Exception {
        if (cluster == null) {
            disk = OwnDisk.tmpfs(folder.resolve(RealCluster.id(ON_SMALL_DISK)).resolve("data"), MEBIBYTES);
            Path config = Files.writeString(
                    folder.resolve("node.toml"),
                    "[journal]\nsegment_size = \"4MiB\"\n[store]\ntable_size = \"1MiB\"\n");
            cluster = RealCluster.onLoopback(
                    folder, List.of(List.of(), disk.enter(), List.of()), "--config", config.toString());
            cluster.start(cluster.all());
        }
        cluster.awaitHealthy();
    }

    @AfterAll
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
            disk.close();
        }
    }

    /** Claims of which a run and some of a segment are made on each node. A client repeats what was not answered. */
    private void fill(String name, int claims, String value) throws Exception {
        String lines = IntStream.range(0, claims)
                .mapToObj(i -> "{\"concept_path\":\"" + name + "/" + i
                        + "\",\"predicate\":\"p\",\"source\":\"it\",\"value\":\"" + value
                        + "\",\"asserted_at\":\"2026-01-01T00:00:00Z\"}")
                .collect(Collectors.joining("\n"));
        await("claims that are taken")
                .atMost(RunningNode.PATIENCE)
                .until(
                        () -> cluster.post(1, "/v1/assertions", lines, RunningNode.PATIENCE)
                                .statusCode(),
                        status -> status == 200 || status == 207);
    }

    private Path first(int node, String files, String ending) throws IOException {
        try (Stream<Path> found = Files.list(cluster.data(node).resolve(files))) {
            return found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(Path file, long from, long to, long step) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            for (long at = from; at < Math.min(to, channel.size()); at += step) {
                channel.read(one.clear(), at);
                one.put(0, (byte) ~one.get(0)).flip();
                channel.write(one, at);
            }
        }
    }

    /** Flips a byte of each of these claims in the journal of a node. */
    private void damage(int node, List<String> paths) throws IOException {
        List<Path> segments;
        try (Stream<Path> found = Files.list(cluster.data(node).resolve("wal"))) {
            segments = found.filter(file -> file.toString().endsWith(".wal")).toList();
        }
        int damaged = 0;
        for (Path segment : segments) {
            String bytes = Files.readString(segment, StandardCharsets.ISO_8859_1);
            for (String path : paths) {
                int at = bytes.indexOf(path);
                if (at >= 0) {
                    flip(segment, at, at + 1, 1);
                    damaged++;
                }
            }
        }
        assertThat(damaged).as("claims in the journal").isPositive();
    }

    @Test
    void the_disk_of_a_node_is_full() throws Exception {
        Load.Gap gap;
        Load load = Load.on(cluster, "full");
        try (load) {
            load.awaitEveryShard(SERVED);
            load.longestGap();
            Path ballast = disk.fill(disk.inside(), "ballast");
            await("a node that says its disk is full")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> {
                        fill("ballast" + System.nanoTime(), 20, BALLAST);
                        return cluster.api(ON_SMALL_DISK, "/v1/health").contains("disk-full");
                    });
            load.awaitEveryShard(SERVED);
            gap = load.longestGap();
            Files.delete(ballast);
            await("a node that has room")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> !cluster.api(ON_SMALL_DISK, "/v1/health").contains("disk-full"));
            load.awaitEveryShard(SERVED);
        }
        Verdict.of(cluster, "full disk of node " + ON_SMALL_DISK, load, gap.toString());
        gap.checkAtMost(AFTER_A_FAULT);
    }

    /** The usual suite has it in {@link OperatorsIT}. */
    @Tag("full")
    @Test
    void bytes_of_a_run_are_flipped_while_the_node_is_down() throws Exception {
        Load.Gap gap;
        Load load = Load.on(cluster, "flipped");
        try (load) {
            load.awaitEveryShard(SERVED);
            fill("flipped-more", 6_000, "y");
            await("a run of a flush that has ended")
                    .atMost(RunningNode.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> first(1, "db", ".mv") != null);
            load.longestGap();
            cluster.kill(1);
            Path run = first(1, "db", ".mv");
            flip(run, 3 * BLOCK, Files.size(run) / 2, 2 * BLOCK);
            cluster.start(1);
            load.awaitEveryShard(SERVED);
            gap = load.longestGap();
            await("a healed run")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> !cluster.api(1, "/v1/health").contains("\"damaged\""));
        }
        Verdict.of(cluster, "flipped bytes in a run of node 1", load, gap.toString());
        gap.checkAtMost(AFTER_A_FAULT);
    }

    /** It refuses to start, as what it acknowledged is missing; an empty directory gets all of it from the others. */
    @Test
    void the_journal_of_a_node_is_damaged_and_its_directory_is_given_up() throws Exception {
        Load.Gap gap;
        Load load = Load.on(cluster, "journal");
        try (load) {
            load.awaitEveryShard(SERVED);
            load.awaitAcknowledged(3_000);
            load.longestGap();
            cluster.kill(3);
            List<String> paths = load.inOrder(); // of which the last are in no run yet, and have others behind them
            damage(3, paths.subList(paths.size() - 600, paths.size() - 300));
            assertThat(cluster.begin(3).awaitEnd()).isNotZero();
            assertThat(cluster.node(3).console()).contains("journal damaged");
            cluster.wipe(3);
            cluster.start(3);
            load.awaitEveryShard(SERVED);
            gap = load.longestGap();
        }
        Verdict.of(cluster, "damaged journal of node 3", load, gap.toString());
        gap.checkAtMost(AFTER_A_FAULT);
    }
}
