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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What carries records to each other node: one line for copies, and one for appends of each level. */
public final class Senders {
    private static final Duration COPY_PATIENCE = Duration.ofSeconds(5);

    /** Longer than the one who records compares first, and then waits for copies, so that his answer comes. */
    private static final Duration APPEND_PATIENCE = Duration.ofSeconds(9);

    private static final long MOST_WAITING = 16L << 20;
    private static final int MOST_UNDER_WAY = 8;
    private static final long LEAST_SLOW_NANOS = Duration.ofMillis(50).toNanos();
    private static final int REMEMBERED = 64;

    private static final ThreadLocal<Set<Courier<?, ?>>> GATHERING = new ThreadLocal<>();

    private final Supplier<Situation> situation;
    private final Network network;
    private final Loop loop;
    private final int shardCount;
    private final Map<String, Courier<List<StoredRecord>, Boolean>> copies = new ConcurrentHashMap<>();
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

    /** Sends copies to a node; completes once it has said whether it has all of them. */
    CompletableFuture<Boolean> copy(String node, List<StoredRecord> records) {
        return carry(copies.computeIfAbsent(node, this::copier), records);
    }

    /** Has a node record an append. */
    CompletableFuture<AppendResult> append(String node, StoredRecord append, Ack ack) {
        return carry(appends.computeIfAbsent(node + '/' + ack, line -> forwarder(node, ack)), append);
    }

    private <T, R> CompletableFuture<R> carry(Courier<T, R> courier, T thing) {
        Set<Courier<?, ?>> touched = GATHERING.get();
        if (touched == null) {
            return courier.carry(thing);
        }
        touched.add(courier);
        return courier.handIn(thing);
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

    private Courier<List<StoredRecord>, Boolean> copier(String node) {
        Function<List<List<StoredRecord>>, CompletableFuture<List<Boolean>>> send = things -> {
            long begun = loop.nanos();
            List<StoredRecord> records = things.stream().flatMap(List::stream).toList();
            return at(node, address -> network.at(address, COPY_PATIENCE).store(records))
                    .thenApply(results -> {
                        took(loop.nanos() - begun); // a message that fails says nothing of what is usual
                        return held(things, results);
                    });
        };
        return new Courier<>(
                send,
                records -> records.stream().mapToLong(StoredRecord::bytes).sum(),
                List::size,
                all -> all,
                MOST_WAITING,
                MOST_UNDER_WAY,
                loop::nanos);
    }

    /** Whether all of each thing is held, by one result for each record. */
    static List<Boolean> held(List<List<StoredRecord>> things, List<CopyResult> results) {
        List<Boolean> held = new ArrayList<>(things.size());
        int next = 0;
        for (List<StoredRecord> thing : things) {
            int end = next + thing.size();
            held.add(
                    end <= results.size() && results.subList(next, end).stream().allMatch(CopyResult::held));
            next = end;
        }
        return held;
    }

    private Courier<StoredRecord, AppendResult> forwarder(String node, Ack ack) {
        return new Courier<>(
                records ->
                        at(node, address -> network.at(address, APPEND_PATIENCE).append(new Forwarded(records, ack))),
                StoredRecord::bytes,
                record -> 1,
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

    /** The nodes that have owed an answer about copies for longer than that. */
    Set<String> silentFor(long nanos) {
        Set<String> silent = new TreeSet<>();
        copies.forEach((node, courier) -> {
            if (courier.silentNanos() > nanos) {
                silent.add(node);
            }
        });
        return silent;
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
