package io.stemedb.node.edge;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * Which thread serves what comes on a connection. Most calls may wait (for a disk, or for a body), so a request thread
 * serves them. A single write waits for nothing: a connection on which nothing else comes is served by the listener's
 * own thread, which saves each write two changes of threads. With the first other call it is a connection like any
 * other.
 *
 * <p>The server makes it by its name, which stands in {@code domain.xml}.
 */
public final class EdgeThreads implements IOStrategy {
    private static final EdgeThreads INSTANCE = new EdgeThreads();

    private static final String WRITE = "/v1/assert";
    private static final Attribute<Boolean> ONLY_WRITES =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(EdgeThreads.class.getName());
    private static final RequestExecutorProvider WORKERS = new RequestExecutorProvider.WorkerThreadProvider();

    private final IOStrategy listener = SameThreadIOStrategy.getInstance();
    private final IOStrategy requestThreads = WorkerThreadIOStrategy.getInstance();

    private EdgeThreads() {}

    /** The server asks for it in this way. */
    public static EdgeThreads getInstance() {
        return INSTANCE;
    }

    /** Where a request is served whose head has been read: null for the thread that is at it. */
    static Executor of(Request request) {
        boolean write = request.getRequest().getRequestURI().equals(WRITE);
        Connection<?> connection = request.getContext().getConnection();
        Boolean before = ONLY_WRITES.get(connection);
        if (before == null || before && !write) {
            ONLY_WRITES.set(connection, write);
        }
        return write && !Gate.isIncomplete(request) ? null : WORKERS.getExecutor(request);
    }

    private IOStrategy of(Connection<?> connection) {
        return Boolean.TRUE.equals(ONLY_WRITES.get(connection)) ? listener : requestThreads;
    }

    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public boolean executeIoEvent(Connection connection, IOEvent event) throws IOException {
        return of(connection).executeIoEvent(connection, event);
    }

    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean enabled) throws IOException {
        return of(connection).executeIoEvent(connection, event, enabled);
    }

    @Override
    @SuppressWarnings("rawtypes") // as it is declared
    public Executor getThreadPoolFor(Connection connection, IOEvent event) {
        return of(connection).getThreadPoolFor(connection, event);
    }

    @Override
    public ThreadPoolConfig createDefaultWorkerPoolConfig(Transport transport) {
        return requestThreads.createDefaultWorkerPoolConfig(transport);
    }
}
