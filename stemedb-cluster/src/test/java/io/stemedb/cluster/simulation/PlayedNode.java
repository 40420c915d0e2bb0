package io.stemedb.cluster.simulation;

import io.stemedb.assertion.AssertionId;
import io.stemedb.cluster.fact.Values.Addresses;
import io.stemedb.cluster.join.MembershipService;
import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.node.Cluster;
import io.stemedb.cluster.node.ClusterOptions;
import io.stemedb.cluster.node.Pools;
import io.stemedb.cluster.node.ServedPeer;
import io.stemedb.cluster.peer.NodeReport;
import io.stemedb.cluster.peer.Order;
import io.stemedb.cluster.peer.Peer;
import io.stemedb.cluster.peer.Question;
import io.stemedb.intake.Recording;
import io.stemedb.intake.SourceCounts;
import io.stemedb.intake.StoredSources;
import io.stemedb.journal.Retention;
import io.stemedb.offline.RejoinRun;
import io.stemedb.reading.AssertionReader;
import io.stemedb.recorder.SmallDatabase;
import io.stemedb.simulation.Machine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** One node of real parts on a machine of its own; disk, clock and network are played. */
final class PlayedNode implements PlayedNetwork.End {
    private static final long MOVE_RATE = 200_000;
    private static final long FIRST_WALL = 1_760_000_000_000_000L;

    final String id;
    final Machine machine;
    private final World world;
    private final PlayedNetwork network;
    private List<String> seeds;
    private String place;
    private final int factor;
    private long ahead;
    private Cluster cluster;
    private Recording recording;
    private AssertionReader reader;
    private SourceCounts sources;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean paused;
    private boolean earlier;
    private boolean open;
    private boolean gone;
    private int boot;
    private long lastNanos;
    private Set<String> lacking = Set.of();
    private final Planted planted;
    private Runnable beforeEnd = () -> {};

    PlayedNode(World world, PlayedNetwork network, String id, List<String> seeds, int factor, long aheadMicros) {
        this(world, network, id, seeds, factor, aheadMicros, new Planted() {});
    }

    /** A node of which something is not as it should be. */
    PlayedNode(
            World world,
            PlayedNetwork network,
            String id,
            List<String> seeds,
            int factor,
            long aheadMicros,
            Planted planted) {
        this(world, network, id, seeds, factor, aheadMicros, planted, machine(world, id, aheadMicros, planted));
    }

    private PlayedNode(
            World world,
            PlayedNetwork network,
            String id,
            List<String> seeds,
            int factor,
            long aheadMicros,
            Planted planted,
            Machine machine) {
        this.planted = planted;
        this.world = world;
        this.network = network;
        this.id = id;
        this.place = id;
        this.seeds = seeds;
        this.factor = factor;
        this.ahead = aheadMicros;
        this.machine = machine;
        machine.tell(recorded -> {
            if (cluster != null) {
                cluster.applied(recorded);
            }
        });
        network.add(id, this);
    }

    private static Machine machine(World world, String id, long aheadMicros, Planted planted) {
        SplittableRandom random = world.random.split();
        return Machine.with(
                random,
                SmallDatabase.in(Machine.DATA)
                        .named(id)
                        .shards(Machine.SHARDS)
                        .tables(6_000)
                        .segments(16 * 1024)
                        .keeping(random.nextBoolean() ? Retention.all() : Retention.flushed())
                        .amongOthers()
                        .options(),
                aheadMicros,
                planted::disk);
    }

    /**
     * Its directory is that of another node from now on, as {@code stemedb-node rejoin} has it, and this node is no
     * more. Only while it is down.
     *
     * @param moves whether the other node is reached elsewhere
     */
    PlayedNode rejoin(String other, boolean moves) {
        int code = new RejoinRun(machine.disk(), Machine.DATA, world.random.split(), line -> {}).run(other);
        if (up() || code != 0) {
            throw new AssertionError(id + " cannot become " + other);
        }
        gone = true;
        PlayedNode next = new PlayedNode(world, network, other, seeds, factor, ahead, planted, machine);
        if (!moves) {
            next.moveTo(place);
        }
        return next;
    }

    /** Somebody looks at it before its process ends. */
    void beforeEnd(Runnable look) {
        beforeEnd = look;
    }

    /** Its membership does not show these; else it shows every node at once. That holds up joins alone. */
    void membershipLacks(Set<String> others) {
        lacking = Set.copyOf(others);
    }

    /** It is heard as one of the previous build, or as one of this build again. */
    void earlier(boolean is) {
        earlier = is;
    }

    /** From the next start on it lets everybody in, or asks for tokens again. */
    void open(boolean is) {
        open = is;
    }

    /** Its clock jumps. */
    void ahead(long micros) {
        ahead = micros;
    }

    /** From the next start on. */
    void seeds(List<String> others) {
        seeds = List.copyOf(others);
    }

    /** From the next start on it is reached at another place. */
    void moveTo(String next) {
        place = next;
        network.move(id, next);
    }

    @Override
    public boolean up() {
        return cluster != null;
    }

    @Override
    public int boot() {
        return boot;
    }

    Cluster cluster() {
        return cluster;
    }

    @Override
    public Peer served() {
        Peer peer = planted.served(cluster.served(), this);
        return earlier ? EarlierBuild.of(peer) : peer;
    }

    Recording recording() {
        return recording;
    }

    /** Reads what all nodes hold. */
    AssertionReader reader() {
        return reader;
    }

    SourceCounts sources() {
        return sources;
    }

    void start() {
        if (up() || gone) {
            return;
        }
        boot++;
        try {
            machine.open();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        ClusterOptions options = new ClusterOptions(
                "played",
                seeds.stream().map(PlayedNetwork::addressOf).toList(),
                new Addresses(PlayedNetwork.addressOf(place), "", "", ""),
                factor,
                Machine.DATA,
                "1",
                Duration.ofSeconds(2),
                Duration.ofSeconds(6),
                MOVE_RATE,
                Duration.ofSeconds(10),
                Optional.of(Duration.ofSeconds(7)),
                open);
        Cluster made = new Cluster(
                options,
                machine.disk(),
                new PlayedLoop(),
                planted.network(network.from(id), this),
                new PlayedMembership(),
                new Pools(Runnable::run, Runnable::run));
        var database = machine.database();
        recording =
                made.recording(database, (appends, terms) -> database.recorder().submit(appends, terms.patience()));
        reader = made.reader(database, database.reader());
        sources = made.sourceCounts(new StoredSources(database.store()));
        cluster = made;
        cluster.start(new ServedPeer.Answers() {
            @Override
            public byte[] answer(Question question) {
                return made.answer(question);
            }

            @Override
            public CompletableFuture<Void> ready(Question question) {
                return CompletableFuture.completedFuture(null); // of what nodes ask each other here nothing waits
            }

            @Override
            public NodeReport report() {
                throw new AssertionError("nobody asks");
            }

            @Override
            public byte[] operate(Order order) {
                throw new AssertionError("nobody asks");
            }
        });
        pump();
    }

    /** The process stands still. What is due or arrives waits for it, as for a stopped one; its clocks go on. */
    void pause() {
        paused = up();
    }

    /** The process goes on, and all that has waited happens about at once. */
    void goOn() {
        paused = false;
        List<Runnable> late = List.copyOf(waiting);
        waiting.clear();
        int begun = boot;
        late.forEach(work -> world.later(world.random.nextLong(5 * World.MILLI), () -> {
            if (boot == begun) {
                whenAwake(work);
            }
        }));
    }

    /** Whether its process runs and does something. */
    boolean awake() {
        return up() && !paused;
    }

    /** Whether it has a claim on its disk, whatever else it lacks. */
    boolean has(AssertionId claim) {
        return machine.database().reader().find(claim).isPresent();
    }

    @Override
    public void whenAwake(Runnable work) {
        if (paused) {
            waiting.add(work);
        } else {
            work.run();
        }
    }

    /** The process is gone, and so is its disk; it starts again with an empty one under the same id. */
    void loseDisk() {
        crash(true);
        machine.loseDisk();
    }

    /** The process is gone. */
    void crash(boolean withPower) {
        if (up()) {
            beforeEnd.run();
            paused = false;
            waiting.clear();
            cluster = null;
            recording = null;
            boot++;
            machine.end(withPower);
        }
    }

    /** The writer writes what is waiting, and background work is done. */
    @Override
    public void pump() {
        if (!up()) {
            return;
        }
        machine.wallMicros.set(wallNow());
        while (machine.database().step()) {
            // the next group
        }
        machine.flusher.runOne();
        machine.merger.runOne();
        machine.housekeeper.runOne();
    }

    private long wallNow() {
        return FIRST_WALL + ahead + world.now() / 1_000;
    }

    private final class PlayedMembership implements MembershipService {
        @Override
        public boolean has(String node) {
            return !lacking.contains(node);
        }

        @Override
        public Optional<String> ownerOf(int shard) {
            return Optional.empty();
        }
    }

    /** Runs on this node's loop, as long as its process lives. */
    private final class PlayedLoop implements Loop {
        private final int begun = boot;

        /** A real clock moves on between two looks at it, and this one does, too. */
        @Override
        public long nanos() {
            lastNanos = Math.max(lastNanos + 1, world.now());
            return lastNanos;
        }

        @Override
        public long wallMicros() {
            return wallNow();
        }

        @Override
        public void later(Duration delay, Runnable work) {
            world.later(
                    delay.toNanos(),
                    () -> whenAwake(() -> {
                        if (boot == begun) {
                            work.run();
                            pump();
                        }
                    }));
        }

        @Override
        public <T> CompletableFuture<T> promise() {
            return world.promise(() -> boot == begun);
        }

        @Override
        public void execute(Runnable work) {
            later(Duration.ZERO, work);
        }
    }
}
