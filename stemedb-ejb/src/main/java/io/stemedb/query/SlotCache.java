package io.stemedb.query;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.reading.AssertionReader;

/**
 * Keeps slots that are read often: the whole of some, with their records and what the lenses made of them, so that a slot of
 * 10,000 claims answers like a slot of 10; and of many more the {@link SlotHead}, which is all that the commonest question
 * needs.
 */
public final class SlotCache {
    /** Memory that the cache may take where the configuration does not say. */
    public static final long DEFAULT_BYTES = 32L << 20;

    private final SlotPlaces<SlotState> whole;
    private final SlotPlaces<SlotHead> heads;

    public SlotCache(AssertionReader store, long maxBytes) {
        long forHeads = maxBytes / 3;
        this.whole = new SlotPlaces<>(
                slot -> SlotState.of(store.slot(slot.conceptPath(), slot.predicate())), maxBytes - forHeads);
        this.heads = new SlotPlaces<>(slot -> head(store, slot), forHeads);
    }

    private SlotHead head(AssertionReader store, Slot slot) {
        SlotState known = whole.peek(slot);
        return SlotHead.of(known != null ? known.records() : store.slot(slot.conceptPath(), slot.predicate()));
    }

    /** Everything recorded in a slot, at least what was applied before this call. */
    SlotState slot(Slot slot) {
        return whole.get(slot);
    }

    /** What the newest claim of a slot is, of at least what was applied before this call; null where the head does not tell. */
    SlotHead head(Slot slot) {
        SlotHead head = heads.get(slot);
        return head != null && head.serves() ? head : null;
    }

    /** Takes in a record. To be called after the store shows it and before its writer is answered. */
    public void applied(Recorded recorded) {
        Slot slot = Slot.of(recorded.assertion());
        whole.applied(slot, recorded);
        heads.applied(slot, recorded);
    }

    /** How much memory the cache holds, about. */
    public long bytes() {
        return whole.bytes() + heads.bytes();
    }

    /** How many slots the cache holds whole. */
    public long size() {
        return whole.size();
    }
}
