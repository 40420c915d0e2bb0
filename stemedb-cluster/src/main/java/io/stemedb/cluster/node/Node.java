package io.stemedb.cluster.node;

import io.stemedb.cluster.node.NodeState.Closed;
import io.stemedb.cluster.node.NodeState.Failed;
import io.stemedb.cluster.node.NodeState.Open;
import io.stemedb.cluster.node.NodeState.Starting;
import io.stemedb.cluster.operations.Operations;
import io.stemedb.engine.Engine;
import io.stemedb.engine.EngineEnd;
import io.stemedb.engine.EngineOptions;
import io.stemedb.engine.WarmUp;
import io.stemedb.refusal.Reason;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Opens the engine in the background when the application starts, so that {@code /v1/health} answers during a long
 * replay, and closes it at the end. A node that cannot open stays up to say why: whoever started it decides what
 * follows.
 */
@ApplicationScoped
public class Node {
    private static final System.Logger LOGGER = System.getLogger(Node.class.getName());

    /** Set by a launcher while it makes one call of each kind, so that what they need is loaded. */
    private static final String TRIED = "stemedb.node.tried";

    /** Set by a launcher as long as the server deploys the application. */
    private static final String DEPLOYING = "stemedb.node.deploying";

    private static final long LOOK_NANOS = 5_000_000;

    private final NodeConfig config;
    private final Access access;
    private final ReplayProgress replayed = new ReplayProgress();
    private final CompletableFuture<Engine> opened = new CompletableFuture<>();
    private volatile NodeState state = new Starting(replayed);
    private Thread opener;
    private volatile boolean stopping;
    private volatile DataLock lock;
    private volatile Peers peers;
    private volatile Description description;
    private volatile LoneTokens lone;

    protected Node() { // for the CDI proxy only
        this(null, null);
    }

    @Inject
    public Node(NodeConfig config, Access access) {
        this.config = config;
        this.access = access;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object context) {
        access.begin();
        opener = new Thread(this::tryToOpen, "stemedb-open");
        opener.start();
    }

    /**
     * When a server has deployed an application it closes the jars of that. A class that another thread loads at this
     * very moment cannot be had.
     */
    private void awaitDeployment() {
        while (Boolean.getBoolean(DEPLOYING) && !stopping) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void tryToOpen() {
        awaitDeployment();
        if (stopping) {
            return;
        }
        try {
            EngineOptions options = config.engine();
            lock = DataLock.take(config.node().dataDir(), config.heldByLauncher());
            Engine engine = open(options);
            refuseAlone(engine);
            opened.complete(engine);
            WarmUp.of(engine);
            if (peers != null) {
                peers.start(engine);
            }
            lone = peers == null ? new LoneTokens(engine) : null;
            access.over(lone == null ? new ClusterTokens(peers.cluster()) : lone);
            state = new Open(engine, operations(engine));
        } catch (IOException | StemeException | IllegalStateException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "unforeseen failure while opening the data directory", e);
            fail(e);
        }
    }

    private void refuseAlone(Engine engine) {
        if (peers != null || config.wantsToBeAlone()) {
            return;
        }
        Optional<String> why;
        try {
            why = Belonging.refusal(engine.reader(), engine.status().nodeId());
        } catch (StemeException unreadable) { // what is damaged is told elsewhere, and keeps no node from starting
            LOGGER.log(
                    System.Logger.Level.WARNING, "facts about a cluster cannot be read: {0}", unreadable.getMessage());
            return;
        }
        if (why.isPresent()) {
            close(engine);
            throw new IllegalStateException(why.get());
        }
    }

    private Operations operations(Engine engine) {
        Operations operations = Operations.open(engine, config.scrubEvery());
        description = new Description(config, engine, operations, Optional.ofNullable(peers));
        if (peers != null) {
            ClusterChanges changes = new ClusterChanges(peers.cluster(), operations, peers.notes());
            operations.tell(new TaskNews(new Colleagues(peers), peers.cluster()::situation, changes::wish)::tell);
            peers.operateBy(new Orders(description, engine, operations, peers.cluster(), peers.notes()), changes);
        }
        return operations;
    }

    private Engine open(EngineOptions options) throws IOException {
        peers = config.peers().orElse(null);
        return peers == null ? Engine.open(options, replayed) : Engine.open(options, replayed, peers.wiring());
    }

    /** How questions reach other nodes; empty if there are none. */
    Optional<Questions> questions() {
        Peers others = peers;
        // A reference to a method of theirs would link them, and load a library that a lone node has no use for.
        return others == null ? Optional.empty() : Optional.of(others.questions());
    }

    /**
     * The cluster as operators see it.
     *
     * @throws StemeException starting, if there is no engine to call
     */
    public Gateway gateway() {
        Open open = open();
        return peers == null
                ? new LoneGateway(open.engine(), open.operations(), config.node(), config.clusterName(), description)
                : new ClusterOverview(peers, open.engine(), open.operations());
    }

    /**
     * What metrics are made of that only a node with others has; empty if there are none. To be asked once it is
     * open.
     */
    public Optional<ClusterWatch> watch() {
        Peers others = peers;
        return Optional.ofNullable(others)
                .map(some -> new ClusterWatch(some, opened.join().shardCount()));
    }

    private void fail(Throwable thrown) {
        String cause = Reason.of(thrown);
        LOGGER.log(System.Logger.Level.ERROR, "the node cannot start: {0}", cause);
        state = new Failed(cause);
    }

    /** Hands over the engine once there is one, before the node takes requests. */
    public void whenOpen(Consumer<Engine> told) {
        var unused = opened.thenAccept(told); // if the node never opens, there is nothing to tell
    }

    /** Where the node stands. */
    public NodeState state() {
        return state;
    }

    /** Whether clients should wait although the node is open: whoever started it makes its first calls. */
    public boolean isBeingTried() {
        return Boolean.getBoolean(TRIED);
    }

    /**
     * The engine.
     *
     * @throws StemeException starting, if there is none to call
     */
    public Engine engine() {
        return open().engine();
    }

    /**
     * What an operator can have the node do.
     *
     * @throws StemeException starting, if there is none to call
     */
    public Operations operations() {
        return open().operations();
    }

    private Open open() {
        NodeState now = state;
        if (now instanceof Open open) {
            return open;
        }
        if (now instanceof Failed failed) {
            throw StemeException.of(Refusal.STARTING, "the node could not start: " + failed.cause());
        }
        if (now instanceof Closed) {
            throw StemeException.of(Refusal.STARTING, "the node is shutting down");
        }
        throw StemeException.of(Refusal.STARTING, "the node is still reading its data directory")
                .hinting("GET /v1/health says when it is ready");
    }

    /** Everything acknowledged is on disk already; this writes what is still queued and lets go of the directory. */
    @PreDestroy
    void stop() {
        stopping = true;
        NodeState before = state;
        try {
            if (opener != null) {
                opener.join(); // a half-open directory is not left behind
                before = state;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = new Closed();
        access.end();
        if (lone != null) {
            lone.close();
        }
        if (before instanceof Open open) {
            if (peers != null) {
                peers.leave();
            }
            open.operations().close(); // before the engine, so that tasks end while what they work on is open
            if (peers != null) {
                peers.close();
            }
            close(open.engine());
        }
        if (lock != null) {
            lock.close(); // last, so that nobody else has it open while we do
        }
        EngineEnd.tell(); // behind an engine that could not close cleanly, too: there is nothing more to wait for
    }

    private static void close(Engine engine) {
        try {
            engine.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.ERROR, "the data directory was not closed cleanly: {0}", Reason.of(e));
        }
    }
}
