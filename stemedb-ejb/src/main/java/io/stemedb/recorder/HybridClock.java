package io.stemedb.recorder;

import java.util.function.LongSupplier;

/**
 * Gives every record a time of its own: the wall clock's microsecond, or one more than the last if the wall clock
 * has not moved or went back. So recorded_at rises from record to record whatever the machine's clock does.
 */
final class HybridClock {
    /** How far a clock may go ahead of its own machine because of another one. */
    static final long MOST_SKEW_MICROS = 5_000_000;

    private final LongSupplier wallMicros;
    private long last;
    private long visible;
    private long told;
    private long newest;
    private long newestVisible;
    private boolean underWay;

    /**
     * @param floor greatest time given out before
     * @param newest the latest time of claims that are visible already, however far it is ahead
     */
    HybridClock(LongSupplier wallMicros, long floor, long newest) {
        this.wallMicros = wallMicros;
        this.last = floor;
        this.visible = floor;
        this.newest = newest;
        this.newestVisible = newest;
    }

    /** What the machine's clock says. */
    long wall() {
        return wallMicros.getAsLong();
    }

    /** A time greater than all before. What is recorded under it is not visible until {@link #applied}. */
    synchronized long next() {
        underWay = true;
        last = Math.max(Math.max(last + 1, told), wallMicros.getAsLong());
        newest = Math.max(newest, last);
        return last;
    }

    /**
     * What the time is for what is about to be recorded: never before anything that was, and whatever is recorded later
     * has a time at or behind it. So a clock that was set back makes no new claim older than those it comes after.
     */
    synchronized long now() {
        told = Math.max(Math.max(told, last), wallMicros.getAsLong());
        return told;
    }

    /**
     * Takes in the time of another node's record: what is recorded here later has a later time. A clock far ahead
     * elsewhere must not drag this one along. The copy that has it is not visible until {@link #applied}.
     *
     * @param claim whether it is a claim; what nodes say of the cluster bounds no question
     */
    synchronized void observe(long elsewhere, boolean claim) {
        underWay = true;
        newest = claim ? Math.max(newest, elsewhere) : newest;
        last = Math.max(last, Math.min(elsewhere, wallMicros.getAsLong() + MOST_SKEW_MICROS));
    }

    /** How far the times that were given out or promised are ahead of the machine's clock; 0 if they are not. */
    synchronized long aheadMicros() {
        return Math.max(0, Math.max(last, told) - wallMicros.getAsLong());
    }

    /** Everything recorded under a time given out so far is visible, or never will be. */
    synchronized void applied() {
        underWay = false;
        visible = last;
        newestVisible = newest;
    }

    /** The latest time of what is visible, that of other nodes' records among it, however far it is ahead. */
    synchronized long newest() {
        return newestVisible;
    }

    /** A time at or below which everything is visible and nothing more will be recorded. Never goes back. */
    synchronized long stableThrough() {
        if (!underWay) {
            last = Math.max(last, wallMicros.getAsLong());
            visible = last;
        }
        return visible;
    }
}
