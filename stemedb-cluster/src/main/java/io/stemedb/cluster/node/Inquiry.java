package io.stemedb.cluster.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One question to one node after the other, until one answers. If the first one takes long the next is asked beside
 * it, once; who is not needed any more is told so.
 */
final class Inquiry {
    private final List<String> nodes;
    private final Function<String, CompletableFuture<byte[]>> ask;
    private final Predicate<Throwable> isOfTheNode;
    private final UnaryOperator<Throwable> told;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
    private final List<CompletableFuture<byte[]>> asked = new ArrayList<>();
    private int next;
    private int underWay;
    private boolean hurried;

    /**
     * @param nodes in the order in which they are asked, one at least
     * @param ask asks a node
     * @param isOfTheNode whether another node may answer what one has failed with
     * @param told what whoever asks is told of the last failure
     */
    Inquiry(
            List<String> nodes,
            Function<String, CompletableFuture<byte[]>> ask,
            Predicate<Throwable> isOfTheNode,
            UnaryOperator<Throwable> told) {
        this.told = told;
        this.nodes = nodes;
        this.ask = ask;
        this.isOfTheNode = isOfTheNode;
    }

    /**
     * Begins.
     *
     * @param whenLate is handed what to do once an answer is late
     */
    CompletableFuture<byte[]> begin(Consumer<Runnable> whenLate) {
        askNext();
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
        askNext();
    }

    /** Whether there was one more to be asked. */
    private boolean askNext() {
        String node;
        synchronized (this) {
            if (next == nodes.size()) {
                return false;
            }
            node = nodes.get(next);
            next++;
            underWay++;
        }
        CompletableFuture<byte[]> coming = ask.apply(node);
        synchronized (this) {
            asked.add(coming);
        }
        var unused = coming.whenComplete(this::settle);
        return true;
    }

    private void settle(byte[] bytes, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean last;
        synchronized (this) {
            underWay--;
            last = underWay == 0;
        }
        if (cause == null) {
            answer.complete(bytes);
        } else if (!isOfTheNode.test(cause) || (!askNext() && last)) {
            answer.completeExceptionally(told.apply(cause));
        }
        if (answer.isDone()) {
            letGo();
        }
    }

    private void letGo() {
        List<CompletableFuture<byte[]>> others;
        synchronized (this) {
            others = new ArrayList<>(asked);
        }
        others.stream().filter(other -> !other.isDone()).forEach(other -> other.cancel(false));
    }
}
