package io.stemedb.cluster.node;

import io.stemedb.cluster.agreement.Freshness;
import java.util.function.LongSupplier;

/** Since when this node is there without a break: since it began to speak to others, or its process went on. */
final class Presence {
    private static final long LATE_NANOS = 500_000_000L;

    private final LongSupplier nanos;
    private volatile long lastTick;
    private volatile long backSince;

    /** @param nanos the monotonic clock */
    Presence(LongSupplier nanos) {
        this.nanos = nanos;
        begin();
    }

    /** It begins to speak to others. */
    void begin() {
        long now = nanos.getAsLong();
        lastTick = now;
        backSince = now;
    }

    /**
     * To be called again and again, on the loop.
     *
     * @return whether the loop stood still, so that answers wait that came meanwhile
     */
    boolean tick() {
        long now = nanos.getAsLong();
        if (Freshness.wasAway(lastTick, now)) {
            backSince = now;
        }
        boolean late = now - lastTick >= LATE_NANOS;
        lastTick = now;
        return late;
    }

    /** By the monotonic clock. A thread that goes on earlier than the loop does not wait for its tick. */
    long backSince() {
        long now = nanos.getAsLong();
        return Freshness.wasAway(lastTick, now) ? now : backSince;
    }
}
