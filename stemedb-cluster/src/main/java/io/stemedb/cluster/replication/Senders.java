package io.stemedb.cluster.replication;

import io.stemedb.cluster.loop.Loop;
import io.stemedb.cluster.peer.AppendResult;
import io.stemedb.cluster.peer.CopyResult;
import io.stemedb.cluster.peer.Forwarded;
import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.intake.Ack;
import io.stemedb.record.StoredRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What carries records to each other node: one line for copies, and one for appends of each level. */
public final class Senders {
    private static final Duration COPY_PATIENCE = Duration.ofSeconds(5);

    /** Longer than the one who records waits for copies, so that his answer comes. */
    private static final Duration APPEND_PATIENCE = Duration.ofSeconds(7);

    private static final long MOST_WAITING = 16L << 20;
    private static final int MOST_UNDER_WAY = 8;
    private static final long LEAST_SLOW_NANOS = Duration.ofMillis(50).toNanos();
    private static final int REMEMBERED = 64;

    private static final ThreadLocal<Set<Courier<?, ?>>> GATHERING = new ThreadLocal<>();

    private final Supplier<Situation> situation;
    private final Network network;
    private final Loop loop;
    private final int shardCount;
    private final Map<String, Courier<StoredRecord, CopyResult>> copies = new ConcurrentHashMap<>();
    private final Map<String, Courier<StoredRecord, AppendResult>> appends = new ConcurrentHashMap<>();
    private final long[] times = new long[REMEMBERED];
    private int timed;

    public Senders(Supplier<Situation> situation, Network network, Loop loop, int shardCount) {
        this.situation = situation;
        this.network = network;
        this.loop = loop;
        this.shardCount = shardCount;
    }

    int shardCount() {
        return shardCount;
    }

    /** Sends a copy to a node; completes once it has said what became of it. */
    CompletableFuture<CopyResult> copy(String node, StoredRecord record) {
        return carry(copies.computeIfAbsent(node, this::copier), record);
    }

    /** Has a node record an append. */
    CompletableFuture<AppendResult> append(String node, StoredRecord append, Ack ack) {
        return carry(appends.computeIfAbsent(node + '/' + ack, line -> forwarder(node, ack)), append);
    }

    private <R> CompletableFuture<R> carry(Courier<StoredRecord, R> courier, StoredRecord record) {
        Set<Courier<?, ?>> touched = GATHERING.get();
        if (touched == null) {
            return courier.carry(record);
        }
        touched.add(courier);
        return courier.handIn(record);
    }

    /** Does work of this thread that hands in many records; those for one node go in as few messages as they can. */
    void together(Runnable work) {
        if (GATHERING.get() != null) {
            work.run();
            return;
        }
        Set<Courier<?, ?>> touched = new LinkedHashSet<>();
        GATHERING.set(touched);
        try {
            work.run();
        } finally {
            GATHERING.remove();
            touched.forEach(Courier::sendOn);
        }
    }

    /** The copies that are on their way to each node. */
    public Map<String, Backlog> backlogs() {
        Map<String, Backlog> backlogs = new TreeMap<>();
        copies.forEach((node, courier) -> backlogs.put(node, courier.backlog()));
        return backlogs;
    }

    private Courier<StoredRecord, CopyResult> copier(String node) {
        Function<List<StoredRecord>, CompletableFuture<List<CopyResult>>> send = records -> {
            long begun = loop.nanos();
            return at(node, address -> network.at(address, COPY_PATIENCE).store(records))
                    .whenComplete((results, failure) -> took(loop.nanos() - begun));
        };
        return new Courier<>(send, StoredRecord::bytes, CopyResult::held, MOST_WAITING, MOST_UNDER_WAY, loop::nanos);
    }

    private Courier<StoredRecord, AppendResult> forwarder(String node, Ack ack) {
        return new Courier<>(
                records ->
                        at(node, address -> network.at(address, APPEND_PATIENCE).append(new Forwarded(records, ack))),
                StoredRecord::bytes,
                result -> true,
                MOST_WAITING,
                MOST_UNDER_WAY,
                loop::nanos);
    }

    private <T> CompletableFuture<T> at(String node, Function<String, CompletableFuture<T>> ask) {
        return situation
                .get()
                .address(node)
                .map(ask)
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new UnreachableException("nobody knows where " + node + " is reached")));
    }

    /** Sends what waits behind a message that takes long. To be called now and then. */
    void look() {
        copies.values().forEach(Courier::sendOn);
        appends.values().forEach(Courier::sendOn);
    }

    private void took(long nanos) {
        synchronized (times) {
            times[timed % REMEMBERED] = nanos;
            timed++;
        }
    }

    /** After how long an answer is late: three times as long as is usual. */
    long slowAfterNanos() {
        synchronized (times) {
            int known = Math.min(timed, REMEMBERED);
            if (known == 0) {
                return LEAST_SLOW_NANOS;
            }
            long[] sorted = Arrays.copyOf(times, known);
            Arrays.sort(sorted);
            return Math.max(LEAST_SLOW_NANOS, 3 * sorted[known / 2]);
        }
    }
}
