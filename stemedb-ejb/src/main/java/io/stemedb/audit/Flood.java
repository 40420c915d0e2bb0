package io.stemedb.audit;

import java.util.OptionalLong;

/** Lets a few of many alike events through, and counts the others: whoever knocks all night must not fill a disk. */
public final class Flood {
    private final int burst;
    private final long nanosEach;
    private double left;
    private long lastNanos;
    private long omitted;

    /**
     * Lets through so many at once, and then one each time.
     *
     * @param now a clock that only rises
     */
    public Flood(int burst, long nanosEach, long now) {
        this.burst = burst;
        this.nanosEach = nanosEach;
        this.left = burst;
        this.lastNanos = now;
    }

    /** How many were held back since the last one that went through; empty if this one is held back, too. */
    public synchronized OptionalLong pass(long now) {
        left = Math.min(burst, left + (double) (now - lastNanos) / nanosEach);
        lastNanos = now;
        if (left < 1) {
            omitted++;
            return OptionalLong.empty();
        }
        left--;
        long before = omitted;
        omitted = 0;
        return OptionalLong.of(before);
    }
}
