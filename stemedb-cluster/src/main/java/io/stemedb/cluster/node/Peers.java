package io.stemedb.cluster.node;

import io.stemedb.assertion.Times;
import io.stemedb.cluster.copies.Loads.Load;
import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.cluster.gateway.Heard;
import io.stemedb.cluster.grpc.Channels;
import io.stemedb.cluster.grpc.Credentials;
import io.stemedb.cluster.grpc.PeerServer;
import io.stemedb.cluster.grpc.Threads;
import io.stemedb.cluster.hazelcast.Membership;
import io.stemedb.cluster.hazelcast.MembershipOptions;
import io.stemedb.cluster.hazelcast.View;
import io.stemedb.cluster.heartbeat.Neighbour;
import io.stemedb.cluster.join.MembershipService;
import io.stemedb.cluster.loop.ThreadLoop;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.task.TaskNotes;
import io.stemedb.engine.Engine;
import io.stemedb.engine.EngineStatus;
import io.stemedb.engine.Wiring;
import io.stemedb.files.LocalDisk;
import io.stemedb.merkle.Roots;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import io.stemedb.store.ShardState;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The real thing: a cluster's parts over gRPC, threads and the local disk. */
final class Peers implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(Peers.class.getName());
    private static final int READERS = 8;
    private static final long LOOP_MILLIS = 1_000;
    private static final Duration JOIN = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final View NOBODY = new View(List.of(), Optional.empty(), List.of(), Optional.empty());

    private final ClusterOptions options;
    private final InetSocketAddress listen;
    private final InetSocketAddress swim;
    private final List<String> membershipSeeds;
    private final Optional<byte[]> secret;
    private final Credentials credentials;
    private final ThreadLoop loop = new ThreadLoop("stemedb-cluster");
    private final Threads threads = new Threads();
    private final ExecutorService readers = pool("stemedb-read");
    private final ExecutorService copiers = pool("stemedb-copy");
    private final Channels channels;
    private final Cluster cluster;
    private volatile Membership membership;
    private PeerServer server;
    private final TaskNotes notes = new TaskNotes();
    private volatile Orders orders;
    private ClusterChanges changes;
    private Questions questions;

    /**
     * @param listen where this node takes calls of others
     * @param swim where it listens for membership
     * @param membershipSeeds where others listen for that
     * @param secret that all nodes of the cluster know, if there is one
     */
    Peers(
            ClusterOptions options,
            InetSocketAddress listen,
            InetSocketAddress swim,
            List<String> membershipSeeds,
            Optional<byte[]> secret) {
        this.options = options;
        this.listen = listen;
        this.swim = swim;
        this.membershipSeeds = membershipSeeds;
        this.secret = secret;
        this.credentials = Credentials.of(options.name(), secret);
        this.channels = new Channels(threads, credentials);
        this.cluster =
                new Cluster(options, new LocalDisk(), loop, channels, new Hazelcast(), new Pools(readers, copiers));
    }

    private static ExecutorService pool(String name) {
        return Executors.newFixedThreadPool(READERS, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** For the engine to be opened with. */
    Wiring wiring() {
        return cluster;
    }

    /** Begins to speak to others and to listen to them. */
    void start(Engine engine) throws IOException {
        questions = new Questions(engine, cluster, channels, loop::later, readers);
        cluster.start(new ServedPeer.Answers() {
            @Override
            public byte[] answer(Question question) {
                return questions.answer(question);
            }

            @Override
            public CompletableFuture<Void> ready(Question question) {
                return questions.ready(question);
            }

            @Override
            public NodeReport report() {
                return reportOf(engine);
            }

            @Override
            public byte[] operate(Order order) {
                Orders now = orders;
                if (now == null) {
                    throw StemeException.of(Refusal.STARTING, "the node is starting");
                }
                return now.carryOut(order);
            }
        });
        int shards = engine.shardCount();
        loop.each(JOIN, () -> join(shards));
        server = PeerServer.open(listen, cluster.served(), threads, credentials);
        Addresses own = options.own();
        LOGGER.log(
                System.Logger.Level.INFO,
                "this node takes calls of other nodes at {0}; cluster {1}, seeds {2}",
                own.rpc(),
                options.name(),
                options.seeds());
    }

    /** From now on others may have this node do what operators ask for. */
    void operateBy(Orders made, ClusterChanges changing) {
        changes = changing;
        orders = made;
        loop.each(JOIN, changing::look);
    }

    /** Begins changes of the cluster. */
    ClusterChanges changes() {
        return changes;
    }

    /** What others have told this node of their tasks. */
    TaskNotes notes() {
        return notes;
    }

    /** What this node does for operators. */
    Orders orders() {
        return orders;
    }

    /** A node without facts joins nobody: it does not know yet how many partitions the others have. */
    private void join(int shards) {
        String node = cluster.situation().self();
        boolean founded = cluster.situation().facts().genesis().isPresent();
        if (founded && membership == null) {
            membership = Membership.start(
                    new MembershipOptions(
                            options.name(),
                            node,
                            options.own().rpc(),
                            swim.getHostString(),
                            swim.getPort(),
                            membershipSeeds,
                            shards,
                            secret,
                            FIRST_PAUSE),
                    new MembershipLog(),
                    Executors.newSingleThreadScheduledExecutor(work -> {
                        Thread thread = new Thread(work, "stemedb-membership");
                        thread.setDaemon(true);
                        return thread;
                    }),
                    InstantSource.system());
        }
        Membership joined = membership;
        if (joined != null) {
            cluster.situation().facts().addresses().values().stream()
                    .map(Addresses::membership)
                    .filter(place -> place != null && !place.isEmpty())
                    .forEach(joined::addSeed);
        }
    }

    private final class Hazelcast implements MembershipService {
        @Override
        public boolean has(String node) {
            return membership().has(node);
        }

        @Override
        public Optional<String> ownerOf(int shard) {
            List<String> owners = membership().owners();
            return shard < owners.size() ? Optional.ofNullable(owners.get(shard)) : Optional.empty();
        }
    }

    /** What Hazelcast says now. */
    View membership() {
        Membership joined = membership;
        return joined == null ? NOBODY : joined.view();
    }

    Questions questions() {
        return questions;
    }

    ClusterOptions options() {
        return options;
    }

    ThreadLoop loop() {
        return loop;
    }

    Cluster cluster() {
        return cluster;
    }

    Channels channels() {
        return channels;
    }

    /** How another node was last heard of. */
    Heard heard(String node) {
        if (node.equals(cluster.situation().self())) {
            return new Heard(
                    0, Times.format(loop.wallMicros()), false, options.own().gateway());
        }
        Neighbour neighbour = cluster.heart().neighbours().get(node);
        if (neighbour == null) {
            return Heard.NEVER;
        }
        boolean stopped = cluster.heart().isLeaving(neighbour.last().node());
        return new Heard(
                stopped ? Long.MAX_VALUE : System.nanoTime() - neighbour.heardAt(),
                Times.format(neighbour.heardMicros()),
                !membership().members().isEmpty() && !membership().has(node),
                neighbour.last().node().gateway());
    }

    /** How this node fares, for operators. */
    NodeReport reportOf(Engine engine) {
        EngineStatus status = engine.status();
        List<NodeReport.Copy> copies =
                engine.shards().stream().map(this::copyOf).toList();
        return new NodeReport(
                status.nodeId(),
                options.build(),
                status.refusal() == null ? "healthy" : "read-only",
                status.store().assertions(),
                diskFree(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000,
                cluster.situation().facts().metaVersion(),
                copies,
                cluster.lags().seconds());
    }

    private NodeReport.Copy copyOf(ShardState shard) {
        Roots roots = shard.roots();
        Load load = cluster.own().load(shard.shard());
        boolean whole = shard.wholeness() == ShardState.Wholeness.FILLED;
        String state = whole && !cluster.holds(shard.shard())
                ? "filling"
                : shard.wholeness().name().toLowerCase(Locale.ROOT);
        return new NodeReport.Copy(
                shard.shard(),
                state,
                roots == null ? "" : roots.content(),
                roots == null ? "" : roots.record(),
                shard.bytes(),
                shard.records(),
                load.readsPerSecond(),
                load.writesPerSecond());
    }

    private long diskFree() {
        try {
            return Files.getFileStore(options.directory()).getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }

    /** Others go on without this node from now on. */
    void leave() {
        Duration patience = options.stopPatience();
        boolean all = false;
        try {
            all = cluster.leave(patience).get(patience.toMillis() + LOOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOGGER.log(System.Logger.Level.DEBUG, "the loop is late", late);
        }
        if (!all) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "after {0} s ([cluster] stop_patience) others may still lack something of this node; it stops, and "
                            + "they get that when it is back",
                    patience.toSeconds());
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        loop.close();
        if (membership != null) {
            membership.close();
        }
        channels.close();
        readers.shutdown();
        copiers.shutdown();
        threads.close();
    }
}
