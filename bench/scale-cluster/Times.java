import io.stemedb.cluster.fact.Facts;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.feed.PositionSizes;
import io.stemedb.cluster.grpc.WireSizes;
import io.stemedb.cluster.move.Planning;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.scale.LargeCluster;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.progress.DotVector;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Processor time of single steps of the deciding code: the median of many, and the longest. */
final class Times {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM = 30;
    private static final int RUNS = 50;
    private static long sink;

    private interface Work {
        long run();
    }

    private static void measure(String what, Work work) {
        long[] took = new long[RUNS];
        for (int run = -WARM; run < RUNS; run++) {
            long began = THREADS.getCurrentThreadCpuTime();
            sink += work.run();
            if (run >= 0) {
                took[run] = THREADS.getCurrentThreadCpuTime() - began;
            }
        }
        Arrays.sort(took);
        System.out.printf("  %s: %.3f ms, at most %.3f ms%n", what, took[RUNS / 2] / 1e6, took[RUNS - 1] / 1e6);
    }

    public static void main(String[] args) {
        for (int[] size : new int[][] {{3, 64}, {3, 2048}, {100, 1024}, {100, 4096}}) {
            System.out.printf("%n%d nodes, %d shards, processor time%n", size[0], size[1]);
            of(LargeCluster.of(size[0], size[1], 3, 10_000_000_000L));
        }
        System.out.println("(" + sink % 10 + ")");
    }

    private static void of(LargeCluster cluster) {
        String self = cluster.names().first();
        String other = cluster.names().last();
        LargeCluster more = cluster.joined();
        plan("a plan while all is well", cluster, cluster.seenBy(self, Set.of()));
        plan("a plan when a node is dead, and what is due", cluster, cluster.seenBy(self, Set.of(other)));
        plan("a plan when a node has joined, and what is due", more, more.seenBy(self, Set.of()));
        measure("a situation in which each shard is written to", () -> {
            Situation now = cluster.seenBy(self, Set.of());
            long all = 0;
            for (int shard = 0; shard < cluster.shards(); shard++) {
                all += now.order(shard).size();
            }
            return all;
        });
        measure("thirty lists change, and all are read after each", () -> {
            Facts facts = cluster.facts();
            long all = 0;
            for (int changed = 0; changed < 30; changed++) {
                facts = facts.supposing(
                        FactKey.of(Kind.HOLDERS, changed), Values.holders(facts.holders(changed + 1)), self);
                for (int shard = 0; shard < cluster.shards(); shard++) {
                    all += facts.holders(shard).size();
                }
            }
            return all;
        });
        Beat answer = cluster.answer(self);
        measure("a heartbeat's answer to bytes and back", () -> WireSizes.carried(answer).copies().size());
        DotVector all = cluster.all(3);
        Map<String, Set<Integer>> told = new TreeMap<>();
        cluster.lists().lists().forEach((shard, list) -> told.computeIfAbsent(list.get(0), first -> new TreeSet<>())
                .add(shard));
        measure("the id of an event", () -> PositionSizes.position(all, told).length());
    }

    private static void plan(String what, LargeCluster cluster, Situation now) {
        measure(what, () -> Planning.due(Planning.plan(now, cluster.terms()).steps(), now, cluster.terms())
                .size());
    }
}
