package io.stemedb.cluster.node;

import io.stemedb.cluster.peer.UnreachableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One question to one node after the other, until one answers. If the first one takes long the next is asked beside
 * it, once; who is not needed any more is told so.
 *
 * <p>Only the first one is asked on the thread of whoever asks. That another one is needed is found on threads that
 * must not wait: the loop, and those that carry the calls between nodes. To ask this node itself takes reading and
 * waiting.
 */
final class Inquiry {
    private final List<String> nodes;
    private final Function<String, CompletableFuture<byte[]>> ask;
    private final Function<String, Executor> elsewhere;
    private final Predicate<Throwable> isOfTheNode;
    private final UnaryOperator<Throwable> told;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
    private final List<CompletableFuture<byte[]>> asked = new ArrayList<>();
    private int next;
    private int underWay;
    private boolean hurried;

    /**
     * @param nodes in the order in which they are asked, one at least
     * @param ask asks a node, and may take its time
     * @param elsewhere where a node is asked that is not the first: what waits needs a thread of its own
     * @param isOfTheNode whether another node may answer what one has failed with
     * @param told what whoever asks is told of the last failure
     */
    Inquiry(
            List<String> nodes,
            Function<String, CompletableFuture<byte[]>> ask,
            Function<String, Executor> elsewhere,
            Predicate<Throwable> isOfTheNode,
            UnaryOperator<Throwable> told) {
        this.nodes = nodes;
        this.ask = ask;
        this.elsewhere = elsewhere;
        this.isOfTheNode = isOfTheNode;
        this.told = told;
    }

    /**
     * Begins.
     *
     * @param whenLate is handed what to do once an answer is late
     */
    CompletableFuture<byte[]> begin(Consumer<Runnable> whenLate) {
        askNext(first -> Runnable::run);
        if (!answer.isDone() && nodes.size() > 1) {
            whenLate.accept(this::hurry);
        }
        return answer;
    }

    private void hurry() {
        synchronized (this) {
            if (hurried || answer.isDone()) {
                return;
            }
            hurried = true;
        }
        askNext(elsewhere);
    }

    /** Whether there was one more to be asked. */
    private boolean askNext(Function<String, Executor> where) {
        String node;
        synchronized (this) {
            if (next == nodes.size()) {
                return false;
            }
            node = nodes.get(next);
            next++;
            underWay++;
        }
        try {
            where.apply(node).execute(() -> ask(node));
        } catch (RejectedExecutionException closed) {
            settle(null, new UnreachableException("this node stops"));
        }
        return true;
    }

    private void ask(String node) {
        if (answer.isDone()) {
            return;
        }
        CompletableFuture<byte[]> coming;
        try {
            coming = ask.apply(node);
        } catch (RuntimeException | Error failure) { // whoever waits must hear of it
            coming = CompletableFuture.failedFuture(failure);
        }
        synchronized (this) {
            asked.add(coming);
        }
        var unused = coming.whenComplete(this::settle);
        if (answer.isDone()) { // since it was asked whether it is
            letGo();
        }
    }

    private void settle(byte[] bytes, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        synchronized (this) {
            underWay--;
        }
        if (cause == null) {
            answer.complete(bytes);
        } else if (!isOfTheNode.test(cause) || (!askNext(elsewhere) && isLast())) {
            answer.completeExceptionally(told.apply(cause));
        }
        if (answer.isDone()) {
            letGo();
        }
    }

    private synchronized boolean isLast() {
        return underWay == 0;
    }

    private void letGo() {
        List<CompletableFuture<byte[]>> others;
        synchronized (this) {
            others = new ArrayList<>(asked);
        }
        others.stream().filter(other -> !other.isDone()).forEach(other -> other.cancel(false));
    }
}
