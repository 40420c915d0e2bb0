package io.stemedb.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import java.util.function.Function;

/**
 * Keeps something of slots that are asked for often.
 *
 * <p>Why it never answers from before a write that was acknowledged: the writer first makes a record visible in the
 * store, then calls {@link #applied}, then acknowledges. A reader first puts an empty {@link CachedSlot} into the
 * cache, then reads the store. If {@code applied} finds that place, the record goes into it. If it finds none, the
 * place came later, and the reading that fills it later still, so it sees the record. A place that was evicted never
 * comes back.
 */
final class SlotPlaces<S extends Incremental<S>> {
    private static final int PLACE_BYTES = 200;

    private final Function<Slot, S> reading;
    private final Cache<Slot, CachedSlot<S>> slots;

    /** @param reading asks the store */
    SlotPlaces(Function<Slot, S> reading, long maxBytes) {
        this.reading = reading;
        this.slots = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Slot slot, CachedSlot<S> cached) -> weight(slot, cached))
                // Housekeeping is short: a pool of its own would cost more than it saves, and a test could not order
                // it.
                .executor(Runnable::run)
                .build();
    }

    private static int weight(Slot slot, CachedSlot<?> cached) {
        long names = (long) slot.conceptPath().length() + slot.predicate().length();
        return (int) Math.min(Integer.MAX_VALUE, PLACE_BYTES + names + cached.weigh());
    }

    /** What is known of a slot, of at least what was applied before this call; null if that cannot be kept. */
    S get(Slot slot) {
        CachedSlot<S> cached = slots.get(slot, absent -> new CachedSlot<>());
        S known = cached.state();
        if (known == null) {
            known = cached.load(() -> reading.apply(slot));
            reweigh(slot, cached);
        }
        return known;
    }

    /** What is known of a slot already, or null. */
    S peek(Slot slot) {
        CachedSlot<S> cached = quietly(slot);
        return cached == null ? null : cached.state();
    }

    /** Takes in a record. To be called after the store shows it and before its writer is answered. */
    void applied(Slot slot, Recorded recorded) {
        CachedSlot<S> cached = quietly(slot);
        if (cached != null) {
            cached.applied(recorded);
            if (cached.outgrown()) {
                reweigh(slot, cached);
            }
        }
    }

    /** Nothing that is known holds any more. What is being read now comes to nobody who asks later. */
    void clear() {
        slots.invalidateAll();
    }

    /** Asks without making the slot look popular: being written does not make it worth keeping. */
    private CachedSlot<S> quietly(Slot slot) {
        return slots.policy().getIfPresentQuietly(slot);
    }

    /** Tells the cache that a place changed its weight, unless it is out of the cache by now. */
    private void reweigh(Slot slot, CachedSlot<S> cached) {
        slots.asMap().replace(slot, cached, cached);
    }

    long bytes() {
        slots.cleanUp();
        return slots.policy()
                .eviction()
                .flatMap(eviction -> eviction.weightedSize().stream().boxed().findFirst())
                .orElse(0L);
    }

    long size() {
        slots.cleanUp();
        return slots.estimatedSize();
    }
}
