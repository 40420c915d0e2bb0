package io.stemedb.cluster.hazelcast;

import com.hazelcast.instance.impl.Node;
import java.io.Closeable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * This node's part in Hazelcast: an instance that is made again whenever it dies, and what it last said. No method
 * waits for anything; all work is done on one thread.
 */
public final class Membership implements Closeable {
    private static final Logger LOG = System.getLogger(Membership.class.getName());

    /** Events come in pieces, and a merge loses some, so that it is also looked without one. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Told on the thread of the membership, one after the other; what it throws is logged. */
    public interface Listener {
        /** Something in the view is another than before. */
        void changed(View view);

        /** A member is no longer there: it has died or left, or a part of the network has. Only a hint. */
        void vanished(Member member);
    }

    private final MembershipOptions options;
    private final Listener listener;
    private final ScheduledExecutorService thread;
    private final InstantSource clock;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean lookIsDue = new AtomicBoolean();

    private volatile View view;
    private volatile boolean closed;
    private volatile Node underWay;

    // Of the thread alone.
    private final Set<String> seeds;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> given = new HashSet<>();
    private boolean failed;
    private Instance instance;
    private Duration pause;
    private int made;

    private Membership(
            MembershipOptions options, Listener listener, ScheduledExecutorService thread, InstantSource clock) {
        this.options = options;
        this.listener = listener;
        this.thread = thread;
        this.clock = clock;
        this.seeds = new LinkedHashSet<>(options.seeds());
        this.pause = options.firstPause();
        this.view = View.nobody(options.shards(), Optional.empty());
    }

    /**
     * Begins to look for the others, and returns at once.
     *
     * @param thread one thread that nobody else uses; it ends with the membership
     */
    public static Membership start(
            MembershipOptions options, Listener listener, ScheduledExecutorService thread, InstantSource clock) {
        Membership membership = new Membership(options, listener, thread, clock);
        thread.execute(membership::step);
        return membership;
    }

    /** What was last seen; nobody as long as there is no instance. */
    public View view() {
        return view;
    }

    /** From now on also looks for a node that is known to be at {@code seed}, host:port. */
    public void addSeed(String seed) {
        submit(() -> {
            known.add(seed);
            seeds.add(seed);
            if (instance != null && given.add(seed)) {
                instance.addSeed(seed);
            }
        });
    }

    /** Leaves, in the background; also if an instance is just being made. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Node unfinished = underWay;
        if (unfinished != null) {
            // The thread is waiting for just that, and would for minutes.
            var unused = CompletableFuture.runAsync(() -> unfinished.shutdown(true));
        }
        submit(this::end);
    }

    /** Complete once it has left. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Ends the instance as if it had died by itself; for tests. */
    void kill() {
        submit(() -> {
            if (instance != null) {
                instance.terminate();
            }
        });
    }

    private void step() {
        if (closed) {
            return;
        }
        if (instance == null || !instance.isAlive()) {
            remake();
        } else {
            quietly(this::look);
            pause = options.firstPause();
        }
        Duration next = instance == null ? pause : LOOK_AGAIN;
        if (instance == null) {
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        try {
            var unused = thread.schedule(this::step, next.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            // There is no next time.
        }
    }

    private void remake() {
        if (instance != null) {
            LOG.log(Level.WARNING, "the membership has died and is made again");
            quietly(instance::terminate);
            instance = null;
            show(View.nobody(options.shards(), Optional.of("the membership has died")));
        }
        made++;
        given.clear();
        given.addAll(wherever());
        try {
            instance = Instance.make(
                    InstanceConfig.of(options, "stemedb-" + options.port() + "-" + made, wherever()),
                    Guard.context(options, this::begun),
                    options.shards(),
                    this::lookSoon);
            failed = false;
            look();
        } catch (UnknownHostException | RuntimeException | Error why) { // a class may fail to load, too
            LOG.log(
                    Level.WARNING,
                    "no membership yet: {0}; look whether each of {1} is the port of membership of a node",
                    why.toString(),
                    seeds);
            show(View.nobody(options.shards(), Optional.of(String.valueOf(why.getMessage()))));
            failed = true;
        } finally {
            underWay = null;
        }
    }

    /**
     * Where to look for others. Hazelcast waits in vain for whatever takes connections at a seed and is no node: then
     * those will do of which it is known.
     */
    private Collection<String> wherever() {
        return failed && !known.isEmpty() ? List.copyOf(known) : seeds;
    }

    /** A node that was closed a moment ago must not wait for others. */
    private void begun(Node node) {
        underWay = node;
        if (closed) {
            throw new IllegalStateException("it is closed");
        }
    }

    /** Events come in crowds; one look does for all that are waiting. */
    private void lookSoon() {
        if (lookIsDue.compareAndSet(false, true)) {
            submit(() -> {
                lookIsDue.set(false);
                look();
            });
        }
    }

    private void look() {
        if (instance == null || !instance.isAlive() || closed) {
            return;
        }
        try {
            show(instance.look(view, clock.instant()));
        } catch (RuntimeException dying) {
            LOG.log(Level.DEBUG, "the membership cannot be seen just now", dying);
        }
    }

    private void show(View now) {
        View before = view;
        if (now.equals(before)) {
            return;
        }
        view = now;
        // Without an instance nobody is known to have vanished.
        before.members().stream()
                .filter(member -> !now.members().isEmpty() && !now.has(member.node()))
                .forEach(member -> quietly(() -> listener.vanished(member)));
        quietly(() -> listener.changed(now));
    }

    private void end() {
        if (instance != null) {
            quietly(instance::leave);
            instance = null;
        }
        view = View.nobody(options.shards(), Optional.empty());
        ended.complete(null);
        // What is still due is of no use.
        var unused = thread.shutdownNow();
    }

    private void submit(Runnable work) {
        try {
            thread.execute(() -> quietly(work));
        } catch (RejectedExecutionException closing) {
            // Nobody is there for it.
        }
    }

    /** Whatever fails, the next look comes: a node whose membership ended in silence would stay outside for good. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failed) {
            LOG.log(Level.WARNING, "the membership goes on after a fault", failed);
        }
    }
}
