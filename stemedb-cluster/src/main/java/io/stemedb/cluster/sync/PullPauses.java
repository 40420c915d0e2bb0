package io.stemedb.cluster.sync;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Which copies are not pulled for a while, since what came could not be stored. Each failure doubles the while. */
final class PullPauses {
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<Integer, Pause> pauses = new HashMap<>();

    private record Pause(long until, long length) {}

    boolean isPaused(int shard, long now) {
        Pause pause = pauses.get(shard);
        return pause != null && pause.until() - now > 0;
    }

    void failed(int shard, long now) {
        Pause before = pauses.get(shard);
        long length = before == null ? FIRST_NANOS : Math.min(LONGEST_NANOS, 2 * before.length());
        pauses.put(shard, new Pause(now + length, length));
    }

    /** Something of it was stored. */
    void ended(int shard) {
        pauses.remove(shard);
    }
}
