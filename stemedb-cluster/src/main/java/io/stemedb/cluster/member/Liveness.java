package io.stemedb.cluster.member;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which nodes are live: a heartbeat's round trip to them ended a short while ago. Nothing else is a sign of life. A
 * message that came in does not show that this node's own messages arrive.
 *
 * @param lastRoundTrip by node id, when the last round trip ended, in nanoseconds of the clock of {@code now}
 * @param liveAfterNanos for how long a round trip makes a node live
 */
public record Liveness(Map<String, Long> lastRoundTrip, long now, long liveAfterNanos) {
    public Liveness {
        lastRoundTrip = Map.copyOf(lastRoundTrip);
    }

    /** As one node sees it. It is live to itself. */
    public static Liveness of(String self, Map<String, Long> lastRoundTrip, long now, long liveAfterNanos) {
        Map<String, Long> withSelf = new HashMap<>(lastRoundTrip);
        withSelf.put(self, now);
        return new Liveness(withSelf, now, liveAfterNanos);
    }

    public boolean isLive(String id) {
        Long last = lastRoundTrip.get(id);
        // A monotonic clock may start anywhere, so only differences are compared.
        return last != null && now - last < liveAfterNanos;
    }

    /** Those of these nodes that are live. */
    public SortedSet<String> live(Collection<String> ids) {
        SortedSet<String> live = new TreeSet<>();
        ids.stream().filter(this::isLive).forEach(id -> live.add(id));
        return live;
    }
}
