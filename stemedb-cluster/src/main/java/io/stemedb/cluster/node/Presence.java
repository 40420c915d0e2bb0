package io.stemedb.cluster.node;

import io.stemedb.cluster.agreement.Freshness;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Since when this node is there without a break: since it began to speak to others, or its process went on. */
final class Presence {
    private static final long LATE_NANOS = 500_000_000L;

    private final LongSupplier nanos;
    private volatile long lastTick;
    private volatile long backSince;
    private boolean deferred;

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
     * Whether the loop stood still, so that answers wait that came meanwhile: then a look is taken behind them. To be
     * asked again and again, on the loop.
     */
    boolean isLate(Executor loop, Runnable look) {
        long now = nanos.getAsLong();
        if (Freshness.wasAway(lastTick, now)) {
            backSince = now;
        }
        boolean late = now - lastTick >= LATE_NANOS;
        lastTick = now;
        if (late && !deferred) {
            deferred = true;
            loop.execute(() -> {
                deferred = false;
                look.run();
            });
        }
        return deferred;
    }

    /** By the monotonic clock. A thread that goes on earlier than the loop does not wait for its tick. */
    long backSince() {
        long now = nanos.getAsLong();
        return Freshness.wasAway(lastTick, now) ? now : backSince;
    }
}
