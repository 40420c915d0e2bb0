package io.stemedb.cluster.scatter;

import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Empty copies that are what a test says, and change when they are read. */
public final class PlayedCopies implements OwnCopies {
    boolean filled = true;
    boolean comparedLately = true;
    boolean comparedSince;
    ShardVector have = ShardVector.NONE;
    Runnable whenRead = () -> {};
    final Set<String> awaited = new TreeSet<>();
    private int looks = Integer.MAX_VALUE;

    /** They are there for so many looks, and gone at the next. */
    public void goneAfter(int someLooks) {
        looks = someLooks;
    }

    private static Completeness completeness(boolean complete) {
        return new Completeness(complete, complete, complete ? new TreeSet<>() : new TreeSet<>(Set.of("node3")), 0);
    }

    @Override
    public SlotCursor slots(SlotRange range, Set<Integer> shards) {
        whenRead.run();
        return new Nothing();
    }

    @Override
    public void scan(String conceptPath, String predicate, long from, Predicate<Recorded> taker) {
        // there is nothing
    }

    @Override
    public long newest() {
        return 1;
    }

    @Override
    public void requireAll(Set<Integer> shards) {
        if (!filled || looks-- == 0) {
            throw StemeException.of(Refusal.SHARD_UNAVAILABLE, "it is gone");
        }
    }

    @Override
    public ShardVector have(int shard) {
        return have;
    }

    @Override
    public Completeness completeness(int shard) {
        return completeness(comparedLately);
    }

    @Override
    public long now() {
        return 1;
    }

    @Override
    public Completeness completeSince(int shard, long moment) {
        return completeness(comparedSince);
    }

    @Override
    public CompletableFuture<Void> compare(Set<Integer> shards, long moment, Requirement requirement) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void freshen(Set<Integer> shards) {
        // it was never away
    }

    @Override
    public CompletableFuture<Void> reach(String token, Set<Integer> shards) {
        if (token != null) {
            awaited.add(token);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<String> sources(String after, int limit) {
        return List.of();
    }

    @Override
    public long countOfSource(String source, Set<Integer> shards) {
        return 0;
    }

    /** A walk over no slot. */
    private static final class Nothing implements SlotCursor {
        @Override
        public boolean next() {
            return false;
        }

        @Override
        public void skipTo(String path) {
            // there is nothing to pass over
        }

        @Override
        public String conceptPath() {
            throw new IllegalStateException("no slot");
        }

        @Override
        public String predicate() {
            throw new IllegalStateException("no slot");
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public List<Recorded> claims() {
            return List.of();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
