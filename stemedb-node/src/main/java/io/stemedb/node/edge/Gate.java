package io.stemedb.node.edge;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.Request;

/** Whether requests are let in, and which are inside. */
final class Gate {
    /** Where a node stands in its life, as far as callers are concerned. */
    enum State {
        STARTING,
        OPEN,
        STOPPING
    }

    private final Set<Request> inside = ConcurrentHashMap.newKeySet();
    private final Object left = new Object();
    private volatile State state = State.STARTING;

    void open() {
        state = State.OPEN;
    }

    void close() {
        state = State.STOPPING;
    }

    boolean closed() {
        return state == State.STOPPING;
    }

    /**
     * Counts a request in, and says what it meets: counted first, so that a closing gate either refuses it or waits for
     * it.
     */
    State enter(Request request) {
        inside.add(request);
        return state;
    }

    void leave(Request request) {
        inside.remove(request);
        if (state == State.STOPPING) {
            synchronized (left) {
                left.notifyAll();
            }
        }
    }

    Set<Request> underWay() {
        return inside;
    }

    /** Requests that hold a thread while their body has not come. */
    long waitingForBodies() {
        return inside.stream().filter(Gate::isIncomplete).count();
    }

    static boolean isIncomplete(Request request) {
        return !request.getInputBuffer().isFinished();
    }

    /** Whether all have left in time. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (left) {
            while (!inside.isEmpty()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0) {
                    return false;
                }
                left.wait(millis);
            }
            return true;
        }
    }
}
