package io.stemedb.node.edge;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/** The edge of the one node of this process, as the launcher steers it. */
public final class Edge {
    /** The server makes the add-on that builds the edge into a listener; it finds the node's edge here. */
    private static final AtomicReference<Edge> STANDING = new AtomicReference<>();

    private final EdgeSettings settings;
    private final Gate gate = new Gate();
    private final AtomicInteger listeners = new AtomicInteger();
    private final OpenConnections open = new OpenConnections();
    private final Heads<Connection<?>> heads = new Heads<>(System::nanoTime);
    private final Connections<Connection<?>> connections;
    private final ScheduledExecutorService watching = heads.watch(Connection::closeSilently);
    private final Set<TCPNIOTransport> transports = ConcurrentHashMap.newKeySet();

    private Edge(EdgeSettings settings) {
        this.settings = settings;
        this.connections = new Connections<>(settings.mostConnections());
    }

    /** How many connections the API can have if so many descriptors are there for all connections. */
    public static int mostConnections(long descriptors) {
        return Connections.within(descriptors);
    }

    /** Has an edge ready before the server opens its first listener. */
    public static Edge raise(EdgeSettings settings) {
        // The server would refuse headers without a word on what is wrong with them; HeadBytes looks at the same and
        // more.
        System.setProperty("org.glassfish.grizzly.http.STRICT_HEADER_NAME_VALIDATION_RFC_9110", "false");
        System.setProperty("org.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110", "false");
        KeptObjects.reserve();
        Edge edge = new Edge(settings);
        STANDING.set(edge);
        return edge;
    }

    static Edge standing() {
        Edge edge = STANDING.get();
        if (edge == null) {
            throw new IllegalStateException("the edge was not raised before the server's listeners");
        }
        return edge;
    }

    void builtIn() {
        listeners.incrementAndGet();
    }

    /** How many listeners have the edge in them: the server was asked in a way that it does not promise to keep. */
    public int listeners() {
        return listeners.get();
    }

    EdgeSettings settings() {
        return settings;
    }

    Gate gate() {
        return gate;
    }

    Heads<Connection<?>> heads() {
        return heads;
    }

    OpenConnections openConnections() {
        return open;
    }

    Connections<Connection<?>> connections() {
        return connections;
    }

    /** Counts a connection in; false if it must be turned away at once. */
    boolean opened(Connection<?> connection) {
        int port = ((InetSocketAddress) connection.getLocalAddress()).getPort();
        return switch (connections.open(connection, port == settings.gatewayPort())) {
            case TAKEN -> {
                heads.opened(connection);
                yield true;
            }
            case TO_BE_TOLD -> {
                heads.openedInVain(connection);
                yield true;
            }
            case TURNED_AWAY -> false;
        };
    }

    void gone(Connection<?> connection) {
        connections.gone(connection);
        heads.gone(connection);
    }

    void seen(TCPNIOTransport transport) {
        transports.add(transport);
    }

    /** Lets requests through to the application. */
    public void open() {
        gate.open();
    }

    /**
     * Lets no more in, and waits until those inside are answered. Those that take longer than {@code patience} are told
     * that the node is stopping, so that none of them meets an application that is half gone.
     */
    public void close(Duration patience) throws InterruptedException {
        gate.close();
        transports.forEach(TCPNIOTransport::unbindAll);
        if (!gate.awaitEmpty(patience)) {
            gate.underWay().forEach(request -> Answers.cutOff(request, Answers.STOPPING));
        }
        watching.shutdownNow();
    }
}
