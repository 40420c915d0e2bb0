package io.stemedb.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.store.AssertionReader;

/**
 * Keeps slots that are read often, with their records and what the lenses made of them, so that a slot of 10,000 claims
 * answers like a slot of 10.
 *
 * <p>Why it never answers from before a write that was acknowledged: the writer first makes a record visible in the store,
 * then calls {@link #applied}, then acknowledges. A reader first puts an empty {@link CachedSlot} into the cache, then reads
 * the store. If {@code applied} finds that place, the record goes into it. If it finds none, the place came later, and the
 * reading that fills it later still, so it sees the record. A place that was evicted never comes back.
 */
public final class SlotCache {
    /** Memory that the cache may take where the configuration does not say. */
    public static final long DEFAULT_BYTES = 32L << 20;

    private static final int PLACE_BYTES = 200;

    private final AssertionReader store;
    private final Cache<Slot, CachedSlot> slots;

    public SlotCache(AssertionReader store, long maxBytes) {
        this.store = store;
        this.slots = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Slot slot, CachedSlot cached) -> weight(slot, cached))
                // Housekeeping is short: a pool of its own would cost more than it saves, and a test could not order
                // it.
                .executor(Runnable::run)
                .build();
    }

    private static int weight(Slot slot, CachedSlot cached) {
        long names = (long) slot.conceptPath().length() + slot.predicate().length();
        return (int) Math.min(Integer.MAX_VALUE, PLACE_BYTES + names + cached.weigh());
    }

    /** Everything recorded in a slot, at least what was applied before this call. */
    SlotState slot(Slot slot) {
        CachedSlot cached = slots.get(slot, absent -> new CachedSlot());
        SlotState known = cached.state();
        if (known == null) {
            known = cached.load(() -> store.slot(slot.conceptPath(), slot.predicate()));
            reweigh(slot, cached);
        }
        return known;
    }

    /** Takes in a record. To be called after the store shows it and before its writer is answered. */
    public void applied(Recorded recorded) {
        Slot slot = Slot.of(recorded.assertion());
        CachedSlot cached = quietly(slot);
        if (cached != null) {
            cached.applied(recorded);
            if (cached.outgrown()) {
                reweigh(slot, cached);
            }
        }
    }

    /** Asks without making the slot look popular: being written does not make it worth keeping. */
    private CachedSlot quietly(Slot slot) {
        return slots.policy().getIfPresentQuietly(slot);
    }

    /** Tells the cache that a place changed its weight, unless it is out of the cache by now. */
    private void reweigh(Slot slot, CachedSlot cached) {
        slots.asMap().replace(slot, cached, cached);
    }

    /** How much memory the cache holds, about. */
    public long bytes() {
        slots.cleanUp();
        return slots.policy()
                .eviction()
                .flatMap(eviction -> eviction.weightedSize().stream().boxed().findFirst())
                .orElse(0L);
    }

    /** How many slots the cache holds. */
    public long size() {
        slots.cleanUp();
        return slots.estimatedSize();
    }
}
