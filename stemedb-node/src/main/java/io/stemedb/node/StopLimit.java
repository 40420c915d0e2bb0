package io.stemedb.node;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long an orderly stop may take. A server that cannot delete its own files, on a disk that has turned read-only,
 * tries for minutes. What has not ended in time is ended hard, which a node survives like any kill.
 */
final class StopLimit {
    /** For everything, from the first signal on. */
    static final Duration IN_ALL = Duration.ofSeconds(60);

    /** For what the server does once the engine is closed. */
    static final Duration SERVER = Duration.ofSeconds(30);

    /** {@code timeout} and others send each signal twice at once, to the process and to its group: that is one wish. */
    static final Duration AGAIN = Duration.ofSeconds(1);

    private static final String SAFE = "; the process ends at once, and nothing acknowledged is lost";

    /** Ends the process; in a test, notes that it would. */
    interface Ender {
        void end(String why, int exitCode);
    }

    private final LongSupplier nanos;
    private final BooleanSupplier engineClosed;
    private final Ender ender;
    private Long signalled;
    private Long closed;
    private boolean ended;

    StopLimit(LongSupplier nanos, BooleanSupplier engineClosed, Ender ender) {
        this.nanos = nanos;
        this.engineClosed = engineClosed;
        this.ender = ender;
    }

    /**
     * Takes a signal; a second one ends the process.
     *
     * @return whether it is the first
     */
    synchronized boolean signal() {
        long now = nanos.getAsLong();
        if (signalled == null) {
            signalled = now;
            return true;
        }
        if (passed(AGAIN, signalled, now)) {
            end("told to stop again" + SAFE);
        }
        return false;
    }

    /** Ends the process if its time is over. */
    synchronized void look() {
        if (signalled == null) {
            return;
        }
        long now = nanos.getAsLong();
        if (closed == null && engineClosed.getAsBoolean()) {
            closed = now;
        }
        if (closed != null && passed(SERVER, closed, now)) {
            end("the server did not end in time, " + SERVER.toSeconds() + " s after its store" + SAFE);
        } else if (passed(IN_ALL, signalled, now)) {
            end("the server did not end in time, " + IN_ALL.toSeconds() + " s after the signal" + SAFE);
        }
    }

    private static boolean passed(Duration limit, long from, long now) {
        return now - from >= limit.toNanos();
    }

    private void end(String why) {
        if (!ended) {
            ended = true;
            ender.end(why, engineClosed.getAsBoolean() ? 0 : 1);
        }
    }
}
