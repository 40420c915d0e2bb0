package io.stemedb.node.edge;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.Connection;

/**
 * Says whether the client of a request has gone while it is being answered. The application gets it as a JDK type,
 * since it has other classes, and may ask as often as it likes: a request is looked up once it takes long, and then a
 * few times a second.
 */
final class ClientGone implements BooleanSupplier {
    /** By this name an application finds it in its request. */
    static final String NAME = "io.stemedb.gone";

    private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    private final OpenConnections open;
    private final Connection<?> connection;
    private final long begun = System.nanoTime();
    private long next = begun + LONG_NANOS;
    private boolean gone;

    ClientGone(OpenConnections open, Connection<?> connection) {
        this.open = open;
        this.connection = connection;
    }

    @Override
    public boolean getAsBoolean() {
        long now = System.nanoTime();
        if (!gone && now - next > 0) {
            next = now + AGAIN_NANOS;
            gone = !connection.isOpen()
                    || open.isEnded(port(connection.getLocalAddress()), port(connection.getPeerAddress()), begun);
        }
        return gone;
    }

    private static int port(Object address) {
        return ((InetSocketAddress) address).getPort();
    }
}
