import io.stemedb.cluster.agreement.Base;
import io.stemedb.cluster.fact.Fact;
import io.stemedb.cluster.grpc.WireSizes;
import io.stemedb.cluster.join.MembershipService;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.node.Cluster;
import io.stemedb.cluster.node.ClusterOptions;
import io.stemedb.cluster.node.ServedPeer;
import io.stemedb.cluster.peer.Beat;
import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.cluster.peer.Beat.Resting;
import io.stemedb.cluster.peer.NodeInfo;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.scale.LargeCluster;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.simulation.Machine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.logging.LogManager;

/**
 * One node with all its parts, whose neighbours are played: each answers each heartbeat at once, and asks as often. Its
 * time is played as well, so that what is measured is the processor time that a second of an idle cluster takes.
 */
final class OneOfMany {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long SECOND = 1_000_000_000L;
    private static final long HALF = SECOND / 2;

    private record Event(long at, long number, Runnable work) {}

    private final LargeCluster cluster;
    private final String self;
    private final Machine machine;
    private final Cluster node;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Map<String, Beat> answers = new TreeMap<>();
    private long now = 10 * SECOND;
    private long number;
    private long loopNanos;
    private long answerNanos;
    private long bytes;
    private boolean counts;

    OneOfMany(LargeCluster cluster) throws Exception {
        this.cluster = cluster;
        this.self = cluster.names().first();
        machine = Machine.with(
                new SplittableRandom(1),
                SmallDatabase.in(Machine.DATA)
                        .named(self)
                        .shards(cluster.shards())
                        .tables(64 << 20)
                        .segments(4 << 20)
                        .amongOthers()
                        .options(),
                0);
        machine.open();
        ClusterOptions options = new ClusterOptions(
                "stemedb",
                List.of(),
                LargeCluster.addresses(self),
                3,
                Machine.DATA,
                "0.1.0",
                Duration.ofSeconds(2),
                Duration.ofMinutes(2),
                32 << 20,
                Optional.empty());
        node = new Cluster(
                options,
                machine.disk(),
                new PlayedLoop(),
                (address, patience) -> peer(address),
                new EverybodyIsThere(),
                Runnable::run);
        machine.tell(node::applied);
        var database = machine.database();
        node.recording(database, (appends, terms) -> database.recorder().submit(appends, terms.patience()));
        for (Fact fact : cluster.facts().all()) {
            var unused = node.served().fact(LargeCluster.record(fact, ++number));
            pump();
        }
        for (String other : cluster.names()) {
            answers.put(LargeCluster.addresses(other).rpc(), cluster.answer(other));
        }
        node.start(new NoAnswers());
    }

    private void pump() {
        while (machine.database().step()) {
            // the next group
        }
    }

    private static final class NoAnswers implements ServedPeer.Answers {
        @Override
        public byte[] answer(Question question) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public NodeReport report() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public byte[] operate(Order order) {
            throw new AssertionError("nobody asks");
        }
    }

    private final class EverybodyIsThere implements MembershipService {
        private final List<String> names = List.copyOf(cluster.names());

        @Override
        public boolean has(String any) {
            return true;
        }

        @Override
        public Optional<String> ownerOf(int shard) {
            return Optional.of(names.get(shard % names.size()));
        }
    }

    private Peer peer(String address) {
        return (Peer) Proxy.newProxyInstance(
                Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (proxy, method, args) -> switch (
                        method.getName()) {
                    case "beat" -> CompletableFuture.completedFuture(answer(address, (Beat) args[0]));
                    case "fact" -> CompletableFuture.completedFuture(args[0]);
                    default -> CompletableFuture.failedFuture(new UnreachableException(method.getName()));
                });
    }

    /** It has in each shard just what the node has, which is nothing, and knows the same facts. */
    private Beat answer(String address, Beat question) {
        if (counts) {
            bytes += WireSizes.of(question);
        }
        Beat made = answers.get(address);
        if (made.systemDigest() != question.systemDigest()) {
            made = alike(made, question);
            answers.put(address, made);
        }
        return made;
    }

    private Beat alike(Beat made, Beat question) {
        Map<Integer, CopyState> copies = new TreeMap<>();
        made.copies()
                .forEach((shard, copy) ->
                        copies.put(shard, new CopyState(true, false, 0, copy.records(), copy.bytes())));
        NodeInfo own = question.node();
        Map<String, Long> stores = new TreeMap<>(cluster.base().stores());
        stores.put(self, own.store());
        Base base = Base.of(stores, cluster.base().out(), cluster.base().factorVersion());
        List<Resting> resting = new ArrayList<>();
        made.resting().forEach(one -> resting.add(new Resting(base, one.shards())));
        return new Beat(
                made.node(), question.systemDigest(), copies, made.evenAgoNanos(), resting, made.owedBytes());
    }

    /** Lets some of its time pass. */
    void runFor(int seconds, boolean counted) {
        counts = counted;
        for (int half = 0; half < 2 * seconds; half++) {
            long until = now + HALF;
            long began = THREADS.getCurrentThreadCpuTime();
            while (!events.isEmpty() && events.peek().at() <= until) {
                Event event = events.poll();
                now = Math.max(now, event.at());
                event.work().run();
                pump();
            }
            now = until;
            long between = THREADS.getCurrentThreadCpuTime();
            cluster.names().stream().filter(other -> !other.equals(self)).forEach(other -> {
                Beat told = node.served().beat(cluster.question(other)).join();
                bytes += counts ? WireSizes.of(told) : 0;
            });
            loopNanos += counts ? between - began : 0;
            answerNanos += counts ? THREADS.getCurrentThreadCpuTime() - between : 0;
        }
    }

    private final class PlayedLoop implements Loop {
        @Override
        public long nanos() {
            return ++now;
        }

        @Override
        public long wallMicros() {
            return LargeCluster.MICROS;
        }

        @Override
        public void later(Duration delay, Runnable work) {
            events.add(new Event(now + delay.toNanos(), ++number, work));
        }

        @Override
        public void execute(Runnable work) {
            later(Duration.ZERO, work);
        }
    }

    private String show(int seconds) {
        long filled = node.situation().copies().get(self).values().stream()
                .filter(CopyState::filled)
                .count();
        return String.format(
                "%d nodes, %d shards, %d copies filled here: "
                        + "loop %.1f ms of processor a second, answers %.1f ms, sent %.0f kB/s",
                cluster.names().size(),
                cluster.shards(),
                filled,
                loopNanos / 1e6 / seconds,
                answerNanos / 1e6 / seconds,
                bytes / 1e3 / seconds);
    }

    public static void main(String[] args) throws Exception {
        int seconds = 10;
        LogManager.getLogManager().reset(); // who fills and who leads is not asked here
        for (int[] size : new int[][] {{3, 64}, {3, 2048}, {10, 256}, {30, 1024}, {100, 1024}}) {
            OneOfMany one = new OneOfMany(LargeCluster.of(size[0], size[1], 3, 10_000_000_000L));
            one.runFor(20, false); // bases rest on stores that are known for ten seconds, and the compiler warms up
            one.runFor(seconds, true);
            System.out.println(one.show(seconds));
        }
    }
}
