package io.stemedb.progress;

/**
 * How far the past is finished, as a time and as dots of the same moment: what was recorded at or before the time is
 * what the dots hold.
 *
 * @param through nothing more will be recorded at or before this time, and everything that was is shown; microseconds
 *     since 1970
 * @param newest the latest time of a claim that is shown, in the same; it is later than {@code through} if the clock of
 *     another node is ahead of this one's
 */
public record Horizon(long through, long newest, DotVector dots) {
    /** A horizon of which only the time matters. */
    public static Horizon at(long through) {
        return new Horizon(through, through, DotVector.NONE);
    }

    /** A time at or below which everything is that is shown. */
    public long latest() {
        return Math.max(through, newest);
    }
}
