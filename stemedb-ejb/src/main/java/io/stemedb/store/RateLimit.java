package io.stemedb.store;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** So many bytes a second, over any time longer than a tenth of one. For one thread. */
public final class RateLimit implements MergePace {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** What was not used of a rest is not made up for later, but for this much. */
    private static final long BURST_NANOS = SECOND_NANOS / 10;

    private final double nanosForByte;
    private final LongSupplier nanos;
    private final LongConsumer pause;
    private long paidUntil;

    /**
     * Makes a limit.
     *
     * @param bytesPerSecond more than 0
     * @param nanos any clock that only runs forward
     * @param pause waits for so many nanoseconds
     */
    public RateLimit(long bytesPerSecond, LongSupplier nanos, LongConsumer pause) {
        this.nanosForByte = (double) SECOND_NANOS / bytesPerSecond;
        this.nanos = nanos;
        this.pause = pause;
        this.paidUntil = nanos.getAsLong();
    }

    /**
     * A limit in the time of this machine.
     *
     * @param bytesPerSecond 0 for none
     */
    public static MergePace of(long bytesPerSecond) {
        return bytesPerSecond == 0 ? FREE : new RateLimit(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
    }

    @Override
    public void wrote(long bytes) {
        long now = nanos.getAsLong();
        if (now - paidUntil > BURST_NANOS) {
            paidUntil = now - BURST_NANOS;
        }
        paidUntil += (long) (bytes * nanosForByte);
        if (paidUntil - now > 0) {
            pause.accept(paidUntil - now);
        }
    }
}
