package io.stemedb.progress;

/**
 * How far the past is finished, as a time and as dots of the same moment: what was recorded at or before the time is
 * what the dots hold.
 *
 * @param through nothing more will be recorded at or before this time, and everything that was is shown; microseconds
 *     since 1970
 */
public record Horizon(long through, DotVector dots) {
    /** A horizon of which only the time matters. */
    public static Horizon at(long through) {
        return new Horizon(through, DotVector.NONE);
    }
}
