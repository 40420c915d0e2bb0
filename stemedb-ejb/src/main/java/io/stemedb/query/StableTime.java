package io.stemedb.query;

import io.stemedb.progress.Horizon;

/** How far the past is finished. */
@FunctionalInterface
public interface StableTime {
    /**
     * A time and the dots of one moment. Everything within is shown by the store, known to the registry of sources and
     * taken in by {@link SlotCache#applied}. It never goes back.
     */
    Horizon horizon();
}
