package io.stemedb.cluster.scatter;

import io.stemedb.assertion.Recorded;
import io.stemedb.cluster.agreement.Completeness;
import io.stemedb.cluster.peer.Requirement;
import io.stemedb.cluster.peer.Waiting;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.AssertionReader;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/** What this node has of shards, for reading. */
public interface OwnCopies {
    /** Walks slots of some shards. */
    SlotCursor slots(SlotRange range, Set<Integer> shards);

    /** Passes on what was recorded in one slot at or after a time, as {@link AssertionReader#scan}. */
    void scan(String conceptPath, String predicate, long from, Predicate<Recorded> taker);

    /**
     * Refuses, as of this very moment, what this node does not have all of. To be asked before a reading and, as a copy
     * may be dropped or damaged meanwhile, behind it.
     *
     * @throws StemeException shard-unavailable
     */
    void requireAll(Set<Integer> shards);

    /** How far this node's copy of a shard goes. */
    ShardVector have(int shard);

    /** Whether this node's copy of a shard has everything that was acknowledged a while ago. */
    Completeness completeness(int shard);

    /** Now, by the clock of comparisons. */
    long now();

    /** The latest time of a claim that this node shows: microseconds since 1970. */
    long newest();

    /** Whether this node's copy of a shard has everything that was acknowledged before a moment. */
    Completeness completeSince(int shard, long moment);

    /**
     * Compares this node's copies of some shards with those of counted nodes; completes once they suffice for what is
     * required, or it is clear that they will not.
     *
     * @param moment comparisons that began earlier do not count
     */
    CompletableFuture<Void> compare(Set<Integer> shards, long moment, Requirement requirement);

    /**
     * If this node was away until a moment ago, waits until its copies of some shards were compared with those of the
     * others, but not for long. Else it does not wait.
     */
    void freshen(Set<Integer> shards);

    /**
     * Completes once this node shows what a token says of some shards; fails with token-timeout if that takes long.
     *
     * @param token null asks for nothing
     */
    CompletableFuture<Void> reach(String token, Set<Integer> shards);

    /** Waits until this node shows what a token says of some shards. */
    default void await(String token, Set<Integer> shards) {
        try {
            Waiting.join(reach(token, shards));
        } catch (CompletionException late) {
            throw late.getCause() instanceof StemeException refused
                    ? refused
                    : StemeException.of(Refusal.STARTING, "this node stops, or is busy; ask again");
        }
    }

    /** Sources that made a claim in any shard of which this node has something, in order of their UTF-8 bytes. */
    List<String> sources(String after, int limit);

    /** How many records of some shards a source made. */
    long countOfSource(String source, Set<Integer> shards);
}
