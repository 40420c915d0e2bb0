package io.stemedb.cluster.sync;

import io.stemedb.cluster.situation.Comparings;
import io.stemedb.cluster.situation.Comparings.Compared;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a shard was last compared with each other node, and nothing was missing. A comparison counts from when its
 * request was sent: what the other node took later may be lacking here.
 */
public final class Comparisons implements Comparings {
    private record Pair(String node, int shard) {}

    private final Map<Pair, Compared> sent = new ConcurrentHashMap<>();
    private final Map<Integer, Long> begun = new ConcurrentHashMap<>();
    private final Map<String, Long> alikeFacts = new ConcurrentHashMap<>();
    private final Map<String, Long> joinedAt = new ConcurrentHashMap<>();
    private volatile Long wanted;

    /** The copy of a shard is gone: what it was compared with before says nothing of the next one. */
    public void forget(int shard, long now) {
        begun.put(shard, now);
        sent.keySet().removeIf(pair -> pair.shard() == shard);
    }

    /**
     * Takes in that this node has all that another one had of a shard at a time.
     *
     * @param store which store of that node said so
     */
    void compared(String node, int shard, long sentAt, long store) {
        Long since = begun.get(shard);
        if (since != null && sentAt - since <= 0) {
            return;
        }
        sent.merge(
                new Pair(node, shard),
                new Compared(sentAt, store),
                (one, other) -> one.at() - other.at() > 0 ? one : other);
    }

    /** Takes in that another node has known at a time all facts that this one knows, and this one all of its. */
    void alikeFacts(String node, long sentAt) {
        alikeFacts.merge(node, sentAt, (one, other) -> one - other > 0 ? one : other);
    }

    /** When another node was last known to know all facts that this one knows; null if it never was. */
    Long alikeFacts(String node) {
        return alikeFacts.get(node);
    }

    /** Takes in that a store of another node knows what this one knows: only the first time counts. */
    void joined(String node, long at) {
        joinedAt.putIfAbsent(node, at);
    }

    /** Another store answers for a node: it knows what it is told again. */
    void isAnotherStore(String node) {
        joinedAt.remove(node);
    }

    @Override
    public Long joinedAt(String node) {
        return joinedAt.get(node);
    }

    /** Somebody waits for comparisons that begin at a moment or later, by the monotonic clock. */
    public void want(long moment) {
        Long before = wanted;
        if (before == null || moment - before > 0) {
            wanted = moment;
        }
    }

    /** Whether a comparison is as late as anybody wants it. */
    boolean isLateEnough(long sentAt) {
        Long moment = wanted;
        return moment == null || sentAt - moment >= 0;
    }

    /** When the last comparison began, by the monotonic clock; null if there was none. */
    public Long last(String node, int shard) {
        Compared last = lastOf(node, shard);
        return last == null ? null : last.at();
    }

    @Override
    public Compared lastOf(String node, int shard) {
        return sent.get(new Pair(node, shard));
    }
}
