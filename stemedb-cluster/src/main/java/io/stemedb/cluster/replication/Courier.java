package io.stemedb.cluster.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Carries many small things to one node in few messages: what is handed in while a message is on its way goes with the
 * next one, so that more load makes larger messages and not more of them. What waits is bounded: beyond that it is
 * refused at once, so that a slow node costs no memory.
 *
 * @param <T> what is carried
 * @param <R> what becomes of each
 */
final class Courier<T, R> {
    /** Enough to make the price of a message small for each thing in it. */
    private static final long MESSAGE_BYTES = 256 * 1024;

    private static final int MESSAGE_RECORDS = 2_000;

    /** What comes meanwhile shares the next message; one that takes longer holds up nobody who is not in it. */
    private static final long ALONE_NANOS = 25_000_000;

    private final Function<List<T>, CompletableFuture<List<R>>> send;
    private final ToLongFunction<T> weight;
    private final ToIntFunction<T> count;
    private final Predicate<R> arrived;
    private final long mostWaiting;
    private final int mostUnderWay;
    private final LongSupplier nanos;
    private final Deque<Parcel<T, R>> waiting = new ArrayDeque<>();
    private final List<Message<T, R>> underWay = new ArrayList<>();
    private long waitingBytes;
    private int waitingRecords;
    private long lastSentAt;
    private Long failedAt;

    private record Parcel<T, R>(T thing, long bytes, int records, long handedIn, CompletableFuture<R> outcome) {}

    private record Message<T, R>(List<Parcel<T, R>> parcels, long sentAt) {
        int records() {
            return parcels.stream().mapToInt(Parcel::records).sum();
        }
    }

    /**
     * @param send carries one message; one result for each thing, in the same order
     * @param weight bytes of a thing
     * @param count records that are in a thing
     * @param arrived whether the other node has what it was sent, by its answer
     * @param mostWaiting bytes that may wait
     * @param mostUnderWay messages that are on their way at a time if they take long
     * @param nanos the monotonic clock
     */
    Courier(
            Function<List<T>, CompletableFuture<List<R>>> send,
            ToLongFunction<T> weight,
            ToIntFunction<T> count,
            Predicate<R> arrived,
            long mostWaiting,
            int mostUnderWay,
            LongSupplier nanos) {
        this.send = send;
        this.weight = weight;
        this.count = count;
        this.arrived = arrived;
        this.mostWaiting = mostWaiting;
        this.mostUnderWay = mostUnderWay;
        this.nanos = nanos;
    }

    /** Hands in one thing; the future fails at once if too much is waiting, or as its message does. */
    CompletableFuture<R> carry(T thing) {
        CompletableFuture<R> outcome = handIn(thing);
        sendOn();
        return outcome;
    }

    /** The same, but nothing is sent before {@link #sendOn}, so that what comes together goes together. */
    CompletableFuture<R> handIn(T thing) {
        Parcel<T, R> parcel = new Parcel<>(
                thing,
                weight.applyAsLong(thing),
                count.applyAsInt(thing),
                nanos.getAsLong(),
                new CompletableFuture<>());
        synchronized (waiting) {
            if (!waiting.isEmpty() && waitingBytes + parcel.bytes() > mostWaiting) {
                failed(parcel);
                return CompletableFuture.failedFuture(new FullException());
            }
            waiting.add(parcel);
            waitingBytes += parcel.bytes();
            waitingRecords += parcel.records();
        }
        return parcel.outcome();
    }

    /** What waits, and what has no answer yet. */
    Backlog backlog() {
        synchronized (waiting) {
            int records = waitingRecords;
            Long oldest = waiting.isEmpty() ? null : waiting.peek().handedIn();
            for (Message<T, R> message : underWay) {
                records += message.records();
                long first = message.parcels().get(0).handedIn();
                oldest = oldest == null || first - oldest < 0 ? Long.valueOf(first) : oldest;
            }
            return new Backlog(waitingBytes, records, oldest, failedAt);
        }
    }

    /** For how long the other node has owed an answer; 0 if it owes none. What only waits here is not its debt. */
    long silentNanos() {
        synchronized (waiting) {
            long now = nanos.getAsLong();
            return underWay.stream()
                    .mapToLong(message -> now - message.sentAt())
                    .max()
                    .orElse(0);
        }
    }

    /** Under the lock. */
    private void failed(Parcel<T, R> parcel) {
        failedAt = failedAt == null || parcel.handedIn() - failedAt > 0 ? Long.valueOf(parcel.handedIn()) : failedAt;
    }

    /** Sends what waits, as far as messages may be on their way. */
    void sendOn() {
        for (Message<T, R> message = next(); message != null; message = next()) {
            deliver(message);
        }
    }

    /** What goes next, or null. */
    private Message<T, R> next() {
        synchronized (waiting) {
            if (waiting.isEmpty() || !hasRoom()) {
                return null;
            }
            List<Parcel<T, R>> parcels = new ArrayList<>();
            long bytes = 0;
            int records = 0;
            while (!waiting.isEmpty()
                    && records < MESSAGE_RECORDS
                    && (parcels.isEmpty() || bytes + waiting.peek().bytes() <= MESSAGE_BYTES)) {
                bytes += waiting.peek().bytes();
                records += waiting.peek().records();
                parcels.add(waiting.poll());
            }
            waitingBytes -= bytes;
            waitingRecords -= records;
            lastSentAt = nanos.getAsLong();
            Message<T, R> message = new Message<>(parcels, lastSentAt);
            underWay.add(message);
            return message;
        }
    }

    /** Under the lock. What fills a message need not wait for company. */
    private boolean hasRoom() {
        boolean full = waitingRecords >= MESSAGE_RECORDS || waitingBytes >= MESSAGE_BYTES;
        boolean late = nanos.getAsLong() - lastSentAt >= ALONE_NANOS;
        return underWay.isEmpty() || (underWay.size() < mostUnderWay && (full || late));
    }

    private void deliver(Message<T, R> message) {
        CompletableFuture<List<R>> sent;
        try {
            sent = send.apply(message.parcels().stream().map(Parcel::thing).toList());
        } catch (RuntimeException failure) {
            sent = CompletableFuture.failedFuture(failure);
        }
        var unused = sent.whenComplete((results, failure) -> {
            synchronized (waiting) {
                underWay.removeIf(one -> one.parcels() == message.parcels());
                judge(message.parcels(), results, failure);
            }
            tell(message.parcels(), results, failure);
            sendOn();
        });
    }

    /** Under the lock: what did not arrive is remembered before anybody is told. */
    private void judge(List<Parcel<T, R>> parcels, List<R> results, Throwable failure) {
        for (int i = 0; i < parcels.size(); i++) {
            if (failure != null || i >= results.size() || !arrived.test(results.get(i))) {
                failed(parcels.get(i));
            }
        }
    }

    private static <T, R> void tell(List<Parcel<T, R>> parcels, List<R> results, Throwable failure) {
        for (int i = 0; i < parcels.size(); i++) {
            if (failure == null && i < results.size()) {
                parcels.get(i).outcome().complete(results.get(i));
            } else {
                parcels.get(i).outcome().completeExceptionally(failure == null ? new FullException() : failure);
            }
        }
    }

    /** Too much waits for the node. */
    static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FullException() {
            super("too much waits for this node", null, false, false);
        }
    }
}
