package io.stemedb.cluster.simulation;

import io.stemedb.cluster.peer.UnreachableException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Time and network of several nodes in one thread: everything that happens is an event, and the test owns the clock.
 */
final class World {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    private static final long PATIENCE = 60 * SECOND;

    private record Event(long at, long number, Runnable work) {}

    private record Link(String from, String to) {}

    final SplittableRandom random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Set<Link> cut = new HashSet<>();
    private long now;
    private long number;
    private double loss;
    private double doubled;
    private double slow;

    World(SplittableRandom random) {
        this.random = random;
    }

    /** Nanoseconds since the world began. */
    long now() {
        return now;
    }

    void later(long nanos, Runnable work) {
        events.add(new Event(now + Math.max(0, nanos), number++, work));
    }

    void runFor(long nanos) {
        long until = now + nanos;
        while (!events.isEmpty() && events.peek().at() <= until) {
            Event event = events.poll();
            now = event.at();
            event.work().run();
        }
        now = Math.max(now, until);
    }

    /**
     * Something that is waited for: who waits lets the world go on.
     *
     * @param lives whether the process still runs that waits for it
     */
    <T> CompletableFuture<T> promise(BooleanSupplier lives) {
        return new Promise<>(lives);
    }

    private final class Promise<T> extends CompletableFuture<T> {
        private final BooleanSupplier lives;
        private long patience;

        Promise(BooleanSupplier lives) {
            this.lives = lives;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Promise<>(lives);
        }

        @Override
        public T join() {
            await(Long.MAX_VALUE);
            return super.join();
        }

        @Override
        public T get(long most, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
            await(now + unit.toNanos(most));
            return super.get(0, unit);
        }

        /** Has the world go on until this is done; nobody waits for ever, and a process that has ended does nothing. */
        private void await(long until) {
            patience = patience == 0 ? now + PATIENCE : patience;
            while (!isDone() && now < Math.min(until, patience) && lives.getAsBoolean()) {
                Event event = events.remove();
                now = event.at();
                event.work().run();
            }
            if (!isDone() && (now >= patience || !lives.getAsBoolean())) {
                completeExceptionally(new UnreachableException("nobody answers any more"));
            }
        }
    }

    /** Whether something is lost on its way. */
    boolean loses(String from, String to) {
        return cut.contains(new Link(from, to)) || random.nextDouble() < loss;
    }

    boolean doubles() {
        return random.nextDouble() < doubled;
    }

    /** How long a message takes. */
    long latency() {
        return random.nextDouble() < slow ? random.nextLong(50, 600) * MILLI : random.nextLong(200_000, 5 * MILLI);
    }

    /** Nothing gets from one node to another. */
    void cut(String from, String to) {
        cut.add(new Link(from, to));
    }

    /** How bad the network is, as shares of messages. */
    void weather(double lost, double twice, double late) {
        loss = lost;
        doubled = twice;
        slow = late;
    }

    void heal() {
        cut.clear();
        weather(0, 0, 0);
    }
}
