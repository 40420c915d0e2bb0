package io.stemedb.lens;

/**
 * From when, and of whom, a slot is looked at.
 *
 * @param validAt claims must hold at this time, microseconds since 1970
 * @param asOf nothing recorded after this time counts, or {@link #NO_BOUND}
 * @param includeRetracted whether retracted claims are candidates after all
 * @param source only claims of this source are candidates; null for every source
 */
public record View(long validAt, long asOf, boolean includeRetracted, String source) {
    /** Stands for no upper bound on {@code recorded_at}. */
    public static final long NO_BOUND = Long.MAX_VALUE;

    /** Everything recorded so far, of every source, as a plain question means it. */
    public static View at(long validAt) {
        return new View(validAt, NO_BOUND, false, null);
    }

    /** Whether the view asks for nothing but what holds at {@link #validAt}. */
    public boolean plain() {
        return asOf == NO_BOUND && !includeRetracted && source == null;
    }
}
