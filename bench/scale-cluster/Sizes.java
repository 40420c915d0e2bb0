import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.copies.BaseSizes;
import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.fact.FactKey;
import io.stemedb.cluster.fact.FactKey.Kind;
import io.stemedb.cluster.fact.Values;
import io.stemedb.cluster.feed.PositionSizes;
import io.stemedb.cluster.grpc.WireSizes;
import io.stemedb.cluster.heartbeat.Heart;
import io.stemedb.cluster.move.Planning;
import io.stemedb.cluster.peer.Pull;
import io.stemedb.cluster.placement.Step;
import io.stemedb.cluster.scale.LargeCluster;
import io.stemedb.cluster.sync.Refill;
import io.stemedb.assertion.PathHash;
import io.stemedb.progress.Token;
import io.stemedb.store.FilterSizes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a cluster comes to by the deciding code: moves, messages, memory, and how long copying takes by its pace. */
final class Sizes {
    private static final long CLAIMS = 10_000_000_000L;
    private static final long MOVE_RATE = 32 << 20;
    private static final long TEN_GIGABIT = 10_000_000_000L / 8;
    private static final int MERGED_RUN = 16_777_216; // as large as runs get by merges on a heap of 1 GiB
    private static final int CLAIMS_OF_SLOT = 10;

    private final LargeCluster cluster;
    private final String self;
    private final int nodes;

    private Sizes(LargeCluster cluster) {
        this.cluster = cluster;
        this.self = cluster.names().first();
        this.nodes = cluster.names().size();
    }

    public static void main(String[] args) throws IOException {
        int[][] sizes = {{3, 64}, {3, 2048}, {10, 256}, {30, 1024}, {100, 512}, {100, 1024}, {100, 2048}, {200, 1024}};
        for (int[] size : sizes) {
            new Sizes(LargeCluster.of(size[0], size[1], 3, CLAIMS)).show(CLAIMS);
        }
        new Sizes(LargeCluster.of(20, 256, 3, CLAIMS / 5)).show(CLAIMS / 5);
        tokens();
        tokens(20, 256, CLAIMS / 5);
    }

    private void show(long claims) throws IOException {
        System.out.printf("%n%d nodes, %d shards, 3 copies, %d claims%n", nodes, cluster.shards(), claims);
        heartbeats();
        death();
        memory();
        long copy = cluster.bytesOfShard();
        long all = copy * cluster.copiesOf(self);
        System.out.printf("  a copy has %.2f GB, a node %.1f GB%n", copy / 1e9, all / 1e9);
        refill("one copy", copy);
        refill("all copies of a node", all);
    }

    private static void refill(String what, long bytes) {
        System.out.printf(
                "  %s: %.0f s at move_rate, %.0f s at 10 Gbit/s%n",
                what,
                Refill.nanos(bytes, MOVE_RATE) / 1e9,
                Refill.nanos(bytes, TEN_GIGABIT) / 1e9);
    }

    private void heartbeats() {
        long question = WireSizes.of(cluster.question(self));
        long answer = WireSizes.of(cluster.answer(self));
        double rounds = 1e9 / Heart.PERIOD.toNanos() * (nodes - 1);
        System.out.printf("  heartbeat: question %d bytes, answer %d bytes%n", question, answer);
        heartbeats("as it is", question + answer, rounds);
        heartbeats("if questions said as much as answers", 2 * answer, rounds);
    }

    private void heartbeats(String what, long bytes, double rounds) {
        System.out.printf(
                "  heartbeats, %s: a node sends %.0f kB/s, all nodes %.1f MB/s in %.0f round trips/s%n",
                what, rounds * bytes / 1e3, rounds * nodes * bytes / 1e6, rounds * nodes);
    }

    private void death() {
        if (nodes <= 3) {
            return; // nobody is left to take its copies
        }
        String dead = LargeCluster.name(nodes / 2);
        List<Step> steps =
                Planning.plan(cluster.seenBy(self, Set.of(dead)), cluster.terms()).steps();
        Map<String, Integer> taken = new TreeMap<>();
        Set<String> from = new TreeSet<>();
        long bytes = 0;
        for (Step step : steps) {
            Fact fact = new Fact(FactKey.of(Kind.HOLDERS, step.shard()), 2, self, Values.holders(step.after()));
            bytes += WireSizes.of(LargeCluster.record(fact));
            for (String node : step.after()) {
                if (!step.before().contains(node)) {
                    taken.merge(node, 1, Integer::sum);
                    step.before().stream().filter(one -> !one.equals(dead)).findFirst().ifPresent(from::add);
                }
            }
        }
        long copies = steps.stream().mapToLong(Step::copies).sum();
        int most = taken.values().stream().mapToInt(one -> one).max().orElse(0);
        System.out.printf(
                "  a death: %d lists change, %d copies (it kept %d), by %d nodes, at most %d each, of %d leaders%n",
                steps.size(), copies, cluster.copiesOf(dead), taken.size(), most, from.size());
        System.out.printf(
                "  facts of it: %d bytes each, %.0f kB to and from all others%n",
                bytes / steps.size(), 2.0 * bytes * (nodes - 2) / 1e3);
    }

    private void memory() throws IOException {
        Map<Integer, Base> bases = new TreeMap<>();
        long vectors = 0;
        for (int shard : cluster.facts().shardsOf(self)) {
            bases.put(shard, cluster.base());
            vectors += cluster.have(shard).bytes().length;
        }
        long held = cluster.copiesOf(self) * cluster.claimsOfShard();
        double each = (double) FilterSizes.of(MERGED_RUN, MERGED_RUN / CLAIMS_OF_SLOT) / MERGED_RUN;
        Pull.Want facts = new Pull.Want(PathHash.SYSTEM_SHARD, cluster.haveOfFacts(), new byte[0]);
        long known = cluster.facts().all().stream()
                .mapToLong(fact -> WireSizes.of(LargeCluster.record(fact)))
                .sum();
        System.out.printf(
                "  a node: %d claims, filters %.2f bytes a claim = %.0f MB; vectors %d bytes, bases %d bytes on disk%n",
                held, each, held * each / 1e6, vectors, BaseSizes.of(bases));
        System.out.printf(
                "  facts: %d, %d kB in all; who lacks one asks with %d bytes%n",
                cluster.facts().all().size(), known / 1000, WireSizes.of(new Pull(List.of(facts), 1)));
    }

    /** What clients carry; a node takes heads of 32 KiB, and positions of 64 KiB. */
    private static void tokens() {
        System.out.printf("%ntokens of a walk over all shards, and ids of events, in bytes%n");
        for (int shards : new int[] {64, 256, 512, 1024, 2048, 4096}) {
            for (int nodes : new int[] {3, 100}) {
                tokens(nodes, shards, CLAIMS);
            }
        }
    }

    private static void tokens(int nodes, int shards, long claims) {
        LargeCluster cluster = LargeCluster.of(nodes, shards, 3, claims);
        Map<String, Set<Integer>> told = new TreeMap<>();
        cluster.lists().lists().forEach((shard, list) -> told.computeIfAbsent(list.get(0), first -> new TreeSet<>())
                .add(shard));
        for (int leaders : new int[] {1, 3}) {
            String position = PositionSizes.position(cluster.all(leaders), told);
            System.out.printf(
                    "  %d shards, %d nodes, each led by %d so far: token %d, id of an event %d%s%n",
                    shards,
                    nodes,
                    leaders,
                    new Token(cluster.all(leaders)).toString().length(),
                    position.length(),
                    PositionSizes.isTaken(position) ? "" : ", which no node takes back");
        }
    }
}
