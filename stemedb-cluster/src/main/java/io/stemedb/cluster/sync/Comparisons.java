package io.stemedb.cluster.sync;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a shard was last compared with each other node, and nothing was missing. A comparison counts from when its
 * request was sent: what the other node took later may be lacking here.
 */
public final class Comparisons {
    private record Pair(String node, int shard) {}

    private final Map<Pair, Long> sent = new ConcurrentHashMap<>();

    /** Takes in that this node has all that another one had of a shard at a time. */
    void compared(String node, int shard, long sentAt) {
        sent.merge(new Pair(node, shard), sentAt, (one, other) -> one - other > 0 ? one : other);
    }

    /** When the last comparison began, by the monotonic clock; null if there was none. */
    public Long last(String node, int shard) {
        return sent.get(new Pair(node, shard));
    }
}
