package io.stemedb.query;

/** How far the past is finished. */
@FunctionalInterface
public interface StableTime {
    /**
     * A time, in microseconds since 1970, at or below which nothing more will be recorded, and everything recorded is shown
     * by the store, known to the registry of sources and taken in by {@link SlotCache#applied}. It never goes back.
     */
    long stableThrough();
}
