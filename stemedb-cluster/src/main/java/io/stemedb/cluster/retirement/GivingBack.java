package io.stemedb.cluster.retirement;

import java.time.Duration;

/**
 * Decides when merges are to give back the room of copies that were dropped: once for all that is dropped in a row, as
 * runs are written again for it.
 */
final class GivingBack {
    /** Between two drops in a row it may look for a moment as if there were no more to come. */
    private static final long QUIET_NANOS = Duration.ofSeconds(3).toNanos();

    /** By then it is done though more may come: what is to come may wait for just this room, or never be dropped. */
    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();

    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    /** What a node took in the place of others, and drops again and again: only so much of it counts as a drop. */
    static final long LITTLE = 1 << 20;

    private long uncounted;
    private long firstAt;
    private long lastAt;
    private boolean isAsked;
    private long askedAt;

    /** @param now when the node started, which may have dropped something before; by the monotonic clock */
    GivingBack(long now) {
        firstAt = now;
        lastAt = now;
    }

    /** A copy of so many bytes was dropped. */
    void dropped(long now, long bytes) {
        uncounted += bytes;
        if (uncounted < LITTLE) {
            return;
        }
        uncounted = 0;
        if (isAsked) {
            firstAt = now;
        }
        lastAt = now;
        isAsked = false;
    }

    /**
     * Whether merges are to be asked.
     *
     * @param settled whether no more drops are in sight
     */
    boolean isDue(long now, boolean settled) {
        boolean isOver = settled && now - lastAt >= QUIET_NANOS;
        return (isOver || now - firstAt >= LONGEST_NANOS)
                && (!isAsked || now - askedAt >= AGAIN_NANOS); // a damaged run may have been healed since
    }

    /** They were asked. */
    void asked(long now) {
        isAsked = true;
        askedAt = now;
    }
}
