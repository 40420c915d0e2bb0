package io.stemedb.query;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.reading.AssertionReader;
import java.util.function.Predicate;

/**
 * Keeps slots that are read often: the whole of some, with their records and what the lenses made of them, so that a
 * slot of 10,000 claims answers like a slot of 10; and of many more the {@link SlotHead}, which is all that the
 * commonest question needs. Of those that are too large for that it keeps the order of their claims, see
 * {@link LargeSlots}.
 */
public final class SlotCache {
    /** Memory that the cache may take if the configuration does not say. */
    public static final long DEFAULT_BYTES = 32L << 20;

    /** A slot that takes no more is looked at whole, however small the cache is. */
    private static final long LEAST_LARGE = 4L << 20;

    private final SlotPlaces<SlotState> whole;
    private final SlotPlaces<SlotHead> heads;
    private final LargeSlots large;
    private final AssertionReader store;
    private final long mostBytes;
    private final Predicate<String> held;

    /** A cache that takes every slot for small enough to be looked at whole. */
    public SlotCache(AssertionReader store, long maxBytes) {
        this(store, maxBytes, Long.MAX_VALUE);
    }

    /** A cache that looks whole at no slot that is large and that it could not keep. */
    public static SlotCache sized(AssertionReader store, long maxBytes) {
        return sized(store, maxBytes, path -> true);
    }

    /**
     * The same for a store that does not hold everything.
     *
     * @param held whether the store holds all of a concept path
     */
    public static SlotCache sized(AssertionReader store, long maxBytes, Predicate<String> held) {
        return new SlotCache(store, maxBytes, Math.max(maxBytes / 2, LEAST_LARGE), held);
    }

    SlotCache(AssertionReader store, long maxBytes, long mostBytes) {
        this(store, maxBytes, mostBytes, path -> true);
    }

    /** @param mostBytes a slot that takes more is not looked at whole */
    private SlotCache(AssertionReader store, long maxBytes, long mostBytes, Predicate<String> held) {
        long forHeads = maxBytes / 3;
        long forOrders = maxBytes / 6;
        this.store = store;
        this.mostBytes = mostBytes;
        this.held = held;
        this.whole = new SlotPlaces<>(slot -> SlotState.read(store, slot, mostBytes), maxBytes - forHeads - forOrders);
        this.heads = new SlotPlaces<>(slot -> head(store, slot), forHeads);
        this.large = new LargeSlots(store, forOrders);
    }

    private SlotHead head(AssertionReader store, Slot slot) {
        SlotState known = whole.peek(slot);
        return known != null && !known.large() ? SlotHead.of(known.records()) : SlotHead.read(store, slot);
    }

    /** What is known of slots that are large. */
    LargeSlots large() {
        return large;
    }

    /** Everything in a slot, however large. */
    SlotState wholly(Slot slot) {
        return SlotState.of(store.slot(slot.conceptPath(), slot.predicate()));
    }

    /** Everything recorded in a slot, at least what was applied before this call, unless it is large. */
    SlotState slot(Slot slot) {
        return whole.get(slot);
    }

    /** Whether a slot is known to be large. */
    boolean isLarge(Slot slot) {
        SlotState known = held.test(slot.conceptPath()) ? whole.peek(slot) : null;
        return known != null && known.large();
    }

    /** Whether a slot of so many records may be large: worth asking, that is. */
    boolean mayBeLarge(Slot slot, int records) {
        return records > mostBytes / SlotState.LEAST_BYTES && held.test(slot.conceptPath());
    }

    /**
     * What the newest claim of a slot is, of at least what was applied before this call; null if the head does not
     * tell.
     */
    SlotHead head(Slot slot) {
        SlotHead head = heads.get(slot);
        return head != null && head.serves() ? head : null;
    }

    /** Takes in a record. To be called after the store shows it and before its writer is answered. */
    public void applied(Recorded recorded) {
        Slot slot = Slot.of(recorded.assertion());
        whole.applied(slot, recorded);
        heads.applied(slot, recorded);
        large.applied(slot, recorded);
    }

    /** Records were dropped from the store: nothing that is known of slots holds any more. */
    public void clear() {
        whole.clear();
        heads.clear();
        large.clear();
    }

    /** How much memory the cache holds, about. */
    public long bytes() {
        return whole.bytes() + heads.bytes() + large.bytes();
    }

    /** How many slots the cache holds whole. */
    public long size() {
        return whole.size();
    }
}
