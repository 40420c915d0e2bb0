package io.stemedb.cluster.feed;

import io.stemedb.cluster.peer.Network;
import io.stemedb.cluster.peer.Question;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.peer.UnreachableException;
import io.stemedb.cluster.situation.Situation;
import io.stemedb.feed.Changes;
import io.stemedb.feed.Follower;
import io.stemedb.feed.Wanted;
import io.stemedb.refusal.StemeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells what is recorded in the whole cluster, from any position of any of its nodes on. Safe from any thread. */
public final class ClusterFeed {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Situation> situation;
    private final Network network;
    private final FeedAnswers own;
    private final LongSupplier nanos;
    private final int shardCount;

    /** @param own what this node tells itself */
    public ClusterFeed(
            Supplier<Situation> situation, Network network, FeedAnswers own, LongSupplier nanos, int shardCount) {
        this.situation = situation;
        this.network = network;
        this.own = own;
        this.nanos = nanos;
        this.shardCount = shardCount;
    }

    /**
     * Begins to follow.
     *
     * @param field JSON pointer of where the position came from, for the refusal
     * @param after the position of the last change seen, {@link Changes#START}, or null for what comes from now on
     * @param ended whether this node ends
     */
    public Follower follow(String field, String after, Wanted wanted, BooleanSupplier ended) {
        FeedPosition from =
                after == null || after.equals(Changes.START) ? FeedPosition.start() : FeedPosition.read(field, after);
        ClusterFollower follower = new ClusterFollower(this, from, after == null, wanted, ended);
        follower.begin();
        return follower;
    }

    Situation situation() {
        return situation.get();
    }

    int shardCount() {
        return shardCount;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /**
     * Asks a node, and waits for what it says.
     *
     * @throws UnreachableException if it does not answer
     * @throws StemeException if it refuses
     */
    FeedAnswer ask(String node, FeedQuestion question) {
        if (isSelf(node)) {
            return own.answer(question);
        }
        try {
            return FeedAnswer.read(begin(node, question).join());
        } catch (CompletionException failure) {
            throw plain(failure.getCause());
        }
    }

    boolean isSelf(String node) {
        return node.equals(situation.get().self());
    }

    /**
     * Asks another node, and does not wait.
     *
     * @throws UnreachableException if nobody knows where it is
     */
    CompletableFuture<byte[]> begin(String node, FeedQuestion question) {
        return situation
                .get()
                .address(node)
                .map(address -> network.at(address, PATIENCE)
                        .ask(new Question(Question.Kind.CHANGES, question.write(), null, Requirement.NONE)))
                .orElseThrow(() -> new UnreachableException("nobody knows where " + node + " is reached"));
    }

    /**
     * What another node has said; empty if it has said nothing for so long.
     *
     * @throws UnreachableException if it does not answer
     * @throws StemeException if it refuses
     */
    Optional<FeedAnswer> within(long waitNanos, CompletableFuture<byte[]> coming) {
        try {
            return Optional.of(FeedAnswer.read(coming.get(waitNanos, TimeUnit.NANOSECONDS)));
        } catch (TimeoutException later) {
            return Optional.empty();
        } catch (ExecutionException failure) {
            throw plain(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted");
        }
    }

    private static RuntimeException plain(Throwable cause) {
        return cause instanceof RuntimeException plain ? plain : new UnreachableException(String.valueOf(cause));
    }
}
