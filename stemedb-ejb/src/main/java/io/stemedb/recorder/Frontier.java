package io.stemedb.recorder;

import io.stemedb.progress.DotVector;
import io.stemedb.progress.Horizon;

/**
 * How far everything is visible. The writing thread moves it on when a whole group is in the table, in the caches and
 * in the registry of sources; LSN, time and dots move in one step for every reader. Without that a reader could be told
 * of a record by its dot and miss it in an answer that is bounded by time.
 */
final class Frontier {
    private final HybridClock clock;
    private long lsn;
    private DotVector dots;

    /** @param lsn everything before it is visible, and is what the dots hold */
    Frontier(HybridClock clock, long lsn, DotVector dots) {
        this.clock = clock;
        this.lsn = lsn;
        this.dots = dots;
    }

    /**
     * A group is visible.
     *
     * @param held which records are held with it
     */
    synchronized void advance(long groupEnd, DotVector held) {
        clock.applied();
        lsn = groupEnd;
        dots = held;
    }

    synchronized Shown shown() {
        return new Shown(lsn, new Horizon(clock.stableThrough(), clock.newest(), dots));
    }
}
