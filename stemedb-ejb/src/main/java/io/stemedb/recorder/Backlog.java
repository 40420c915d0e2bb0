package io.stemedb.recorder;

import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How much waits for the journal, and whether more may. A disk that is slower than its writers would otherwise fill the
 * heap with what they sent. To be used under the queue's lock, but for {@link #bytes}.
 */
final class Backlog {
    private final long most;
    private volatile long bytes;

    Backlog(long most) {
        this.most = most;
    }

    /** Whether so much more may wait. What is alone always may, or a large one would never be taken. */
    boolean hasRoom(long weight) {
        return bytes == 0 || bytes + weight <= most;
    }

    /**
     * Waits until there is room, on the lock that the caller holds; false if there is none in time, or nothing is
     * taken any more.
     *
     * @param takes whether the node takes anything at all
     */
    boolean awaitRoom(Object lock, long weight, Duration patience, BooleanSupplier takes) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (takes.getAsBoolean() && !hasRoom(weight)) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                return false;
            }
            try {
                lock.wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return takes.getAsBoolean();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock of the queue, see above
    void came(long weight) {
        bytes += weight;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the same
    void went(long weight) {
        bytes -= weight;
    }

    long bytes() {
        return bytes;
    }

    StemeException refusal() {
        return StemeException.of(
                        Refusal.RATE_LIMITED,
                        "more than " + most
                                + " bytes of claims are waiting for the journal: the disk is slower than the writers")
                .at("/limits.queue")
                .limitedTo(most)
                .hinting("nothing was stored; send it again a little later");
    }
}
