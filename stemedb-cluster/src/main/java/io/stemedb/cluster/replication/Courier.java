package io.stemedb.cluster.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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

    private static final int MESSAGE_THINGS = 2_000;

    private final Function<List<T>, CompletableFuture<List<R>>> send;
    private final ToLongFunction<T> weight;
    private final long mostWaiting;
    private final int mostUnderWay;
    private final Deque<Parcel<T, R>> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int underWay;

    private record Parcel<T, R>(T thing, long bytes, CompletableFuture<R> outcome) {}

    /**
     * @param send carries one message; one result for each thing, in the same order
     * @param mostWaiting bytes that may wait
     * @param mostUnderWay messages that are on their way at a time
     */
    Courier(
            Function<List<T>, CompletableFuture<List<R>>> send,
            ToLongFunction<T> weight,
            long mostWaiting,
            int mostUnderWay) {
        this.send = send;
        this.weight = weight;
        this.mostWaiting = mostWaiting;
        this.mostUnderWay = mostUnderWay;
    }

    /** Hands in one thing; the future fails at once if too much is waiting, or as its message does. */
    CompletableFuture<R> carry(T thing) {
        Parcel<T, R> parcel = new Parcel<>(thing, weight.applyAsLong(thing), new CompletableFuture<>());
        synchronized (waiting) {
            if (!waiting.isEmpty() && waitingBytes + parcel.bytes() > mostWaiting) {
                return CompletableFuture.failedFuture(new FullException());
            }
            waiting.add(parcel);
            waitingBytes += parcel.bytes();
        }
        sendOn();
        return parcel.outcome();
    }

    /** Bytes that wait. */
    long waitingBytes() {
        synchronized (waiting) {
            return waitingBytes;
        }
    }

    private void sendOn() {
        for (List<Parcel<T, R>> message = next(); !message.isEmpty(); message = next()) {
            deliver(message);
        }
    }

    private List<Parcel<T, R>> next() {
        List<Parcel<T, R>> message = new ArrayList<>();
        synchronized (waiting) {
            if (underWay >= mostUnderWay) {
                return message;
            }
            long bytes = 0;
            while (!waiting.isEmpty()
                    && message.size() < MESSAGE_THINGS
                    && (message.isEmpty() || bytes + waiting.peek().bytes() <= MESSAGE_BYTES)) {
                bytes += waiting.peek().bytes();
                message.add(waiting.poll());
            }
            waitingBytes -= bytes;
            underWay += message.isEmpty() ? 0 : 1;
        }
        return message;
    }

    private void deliver(List<Parcel<T, R>> message) {
        CompletableFuture<List<R>> sent;
        try {
            sent = send.apply(message.stream().map(Parcel::thing).toList());
        } catch (RuntimeException failure) {
            sent = CompletableFuture.failedFuture(failure);
        }
        var unused = sent.whenComplete((results, failure) -> {
            synchronized (waiting) {
                underWay--;
            }
            tell(message, results, failure);
            sendOn();
        });
    }

    private static <T, R> void tell(List<Parcel<T, R>> message, List<R> results, Throwable failure) {
        for (int i = 0; i < message.size(); i++) {
            if (failure == null && i < results.size()) {
                message.get(i).outcome().complete(results.get(i));
            } else {
                message.get(i).outcome().completeExceptionally(failure == null ? new FullException() : failure);
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
