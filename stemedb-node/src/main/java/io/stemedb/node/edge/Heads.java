package io.stemedb.node.edge;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Closes connections on which a request's head has begun and does not end, or on which none has ever begun; and those
 * whose client was told that they are closed, while the rest of its body does not come. The server bounds only the time
 * between requests.
 *
 * @param <C> what a connection is
 */
final class Heads<C> {
    /** From its first byte, or from the connection's start. */
    static final Duration FOR_A_HEAD = Duration.ofSeconds(30);

    /** For a client to see its answer before the connection goes. */
    static final Duration FOR_A_REST = Duration.ofSeconds(2);

    private static final long NONE = Long.MAX_VALUE;

    private final ConcurrentMap<C, State> connections = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** @param nanos a clock that only goes forward */
    Heads(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private static final class State {
        private volatile long deadline;
        private volatile boolean inside;
        private volatile boolean rest;

        State(long deadline) {
            this.deadline = deadline;
        }
    }

    void opened(C connection) {
        connections.put(connection, new State(after(FOR_A_HEAD)));
    }

    /** As {@link #opened}, for a connection that is only to be told that there are too many. */
    void openedInVain(C connection) {
        connections.put(connection, new State(after(FOR_A_REST)));
    }

    void gone(C connection) {
        connections.remove(connection);
    }

    /**
     * Bytes have come; true if they are those of a head and not of a body, also not of one that nobody has read to
     * its end.
     */
    boolean read(C connection) {
        State state = connections.get(connection);
        if (state == null || state.inside) {
            return false;
        }
        if (state.deadline == NONE) {
            state.deadline = after(FOR_A_HEAD);
        }
        return !state.rest;
    }

    /** A head is complete, and its request under way. */
    void complete(C connection) {
        State state = connections.get(connection);
        if (state != null) {
            state.inside = true;
            state.rest = false;
            state.deadline = NONE;
        }
    }

    /**
     * A request has been answered.
     *
     * @param rest whether part of its body has not come
     * @param last whether the connection ends with it
     */
    void answered(C connection, boolean rest, boolean last) {
        State state = connections.get(connection);
        if (state != null) {
            state.rest = rest;
            state.inside = false;
            if (rest && last) {
                state.deadline = after(FOR_A_REST);
            }
        }
    }

    /** What a look around does with each connection that is late. */
    interface Closing<C> {
        void close(C connection);
    }

    void closeLate(Closing<C> closing) {
        long now = nanos.getAsLong();
        connections.forEach((connection, state) -> {
            if (state.deadline != NONE && now - state.deadline >= 0) {
                close(connection, closing);
            }
        });
    }

    /** One that cannot be closed must not end the looks: then no other would be closed any more. */
    private void close(C connection, Closing<C> closing) {
        try {
            closing.close(connection);
        } catch (RuntimeException unforeseen) {
            System.getLogger(Heads.class.getName())
                    .log(System.Logger.Level.ERROR, "a connection could not be closed", unforeseen);
        }
    }

    /** Looks around each second, until the service returned is ended. */
    ScheduledExecutorService watch(Closing<C> closing) {
        ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "stemedb-edge");
            thread.setDaemon(true);
            return thread;
        });
        var unused = watching.scheduleWithFixedDelay(() -> closeLate(closing), 1, 1, TimeUnit.SECONDS);
        return watching;
    }

    private long after(Duration time) {
        return nanos.getAsLong() + time.toNanos();
    }
}
