package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stemedb.assertion.PathHash;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node is half a second away in each direction, and clients of the others notice little of it. */
@Tag("full")
class SlowNodeIT {
    private static final int SLOW = 3;
    private static final int MILLIS = 500;
    private static final int ROUNDS = 300;
    /** Less than a round trip to the slow node: whoever waits for it is found out. */
    private static final double MOST_MILLIS = 900;
    /** Where a machine is busy for a moment a few milliseconds become more. */
    private static final double FLOOR_MILLIS = 30;

    @TempDir
    Path folder;

    private RealCluster cluster;
    private int written;

    /** What a client of node 1 asks for. */
    private enum Kind {
        /** The slow node has nothing of it. */
        NOT_HELD(1.5),
        /** The slow node follows. */
        FOLLOWED(3),
        /** The slow node leads. */
        LED(3);

        /** So many times what it takes usually. */
        private final double most;

        Kind(double most) {
            this.most = most;
        }
    }

    @Test
    void what_others_can_answer_and_take_does_not_wait_for_a_slow_node() throws Exception {
        try (Links links = Links.of(3, RealCluster.API, RealCluster.GATEWAY);
                Links.Slowness slowness = links.detour(SLOW, RealCluster.RPC);
                RealCluster nodes = RealCluster.on(links, folder, 3)) {
            cluster = nodes;
            cluster.start(cluster.all()).awaitHealthy();
            Map<Kind, List<String>> paths = paths();
            List<String> all = paths.values().stream().flatMap(List::stream).toList();
            for (String path : all) {
                assertThat(cluster.post(1, "/v1/assert", Load.claim(path), RunningNode.PATIENCE)
                                .statusCode())
                        .isEqualTo(201);
            }
            for (String path : all) { // what is asked first is slow for other reasons
                millis(path);
            }
            Map<Kind, Double> usual = percentiles(paths);
            Map<Kind, Double> usualWrites = writes();
            double usualWalk = walks();
            slowness.set(MILLIS);
            await("a slow node that is known to be slow")
                    .atMost(RunningNode.PATIENCE)
                    .until(() -> millis(paths.get(Kind.LED).get(0)) < MOST_MILLIS);
            Map<Kind, Double> slow = percentiles(paths);
            Map<Kind, Double> slowWrites = writes();
            double slowWalk = walks();
            System.out.printf(
                    Locale.ROOT,
                    "p99 in ms, usual and with a slow node: of reads %s, %s; of writes %s, %s; "
                            + "of walks over all shards %.1f, %.1f%n",
                    usual,
                    slow,
                    usualWrites,
                    slowWrites,
                    usualWalk,
                    slowWalk);
            requireBounds(slow, usual);
            requireBounds(slowWrites, usualWrites);
            assertThat(slowWalk).isLessThan(MOST_MILLIS);
        }
    }

    private static void requireBounds(Map<Kind, Double> slow, Map<Kind, Double> usual) {
        slow.forEach((kind, millis) -> assertThat(millis)
                .as("%s, of %s, usual %s", kind, slow, usual)
                .isLessThan(Math.max(FLOOR_MILLIS, kind.most * usual.get(kind))));
    }

    /** Concept paths, by what the slow node has of them. */
    private Map<Kind, List<String>> paths() throws Exception {
        Map<String, List<String>> holders = cluster.holders(1);
        Map<Kind, List<String>> paths = new TreeMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            String path = "slow/" + i;
            paths.computeIfAbsent(kind(path, holders), first -> new ArrayList<>())
                    .add(path);
        }
        assertThat(paths).containsOnlyKeys(Kind.values());
        return paths;
    }

    private static Kind kind(String path, Map<String, List<String>> holders) {
        int place = holders.get(PathHash.shardName(PathHash.shardOf(path, RealCluster.SHARDS)))
                .indexOf(RealCluster.id(SLOW));
        return place < 0 ? Kind.NOT_HELD : place == 0 ? Kind.LED : Kind.FOLLOWED;
    }

    /** Claims that nobody has handed in before. */
    private Map<Kind, Double> writes() throws Exception {
        Map<String, List<String>> holders = cluster.holders(1);
        Map<Kind, List<Double>> all = new TreeMap<>();
        for (Kind kind : List.of(Kind.NOT_HELD, Kind.FOLLOWED)) { // a leader gives a claim its time, and is waited for
            List<Double> millis = all.computeIfAbsent(kind, first -> new ArrayList<>());
            while (millis.size() < ROUNDS) {
                String path = "written/" + written++;
                if (kind(path, holders) == kind) {
                    millis.add(write(path));
                }
            }
        }
        Map<Kind, Double> p99 = new TreeMap<>();
        all.forEach((kind, millis) -> p99.put(kind, percentile(millis)));
        return p99;
    }

    private double write(String path) throws Exception {
        long begun = System.nanoTime();
        HttpResponse<String> answer = cluster.post(1, "/v1/assert", Load.claim(path), RunningNode.PATIENCE);
        double millis = (System.nanoTime() - begun) / 1e6;
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return millis;
    }

    private Map<Kind, Double> percentiles(Map<Kind, List<String>> paths) throws Exception {
        Map<Kind, Double> all = new TreeMap<>();
        for (Map.Entry<Kind, List<String>> some : paths.entrySet()) {
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                millis.add(millis(some.getValue().get(i % some.getValue().size())));
            }
            all.put(some.getKey(), percentile(millis));
        }
        return all;
    }

    private double walks() throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            millis.add(millis("slow/*"));
        }
        return percentile(millis);
    }

    private static double percentile(List<Double> millis) {
        return millis.stream().sorted().toList().get(millis.size() * 99 / 100);
    }

    private double millis(String path) throws Exception {
        long begun = System.nanoTime();
        HttpResponse<String> answer = cluster.post(
                1,
                "/v1/query",
                "{\"concept_path\":\"" + path + "\",\"predicate\":\"p\",\"limit\":50}",
                RunningNode.PATIENCE);
        double millis = (System.nanoTime() - begun) / 1e6;
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("what was said of slow/");
        return millis;
    }
}
