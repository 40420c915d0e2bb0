package io.stemedb.query;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.lens.Newest;
import io.stemedb.reading.AssertionReader;
import java.util.List;

/**
 * What the plain question for the newest claim of a slot needs, and no more: some hundred bytes. All records of the
 * slot would be many kilobytes, so far more slots answer from memory this way. Only slots without retractions,
 * successors and bounds of validity have one that {@link #serves}.
 *
 * @param newest the winner by recency, null if the head does not serve
 * @param candidates how many claims there are
 * @param contested whether they say more than one distinct value
 * @param latest when the last record was taken
 * @param last its dot, null if the head does not serve
 */
record SlotHead(Recorded newest, int candidates, boolean contested, long latest, Dot last)
        implements Incremental<SlotHead> {
    private static final long BYTES = 120;
    private static final SlotHead EMPTY = new SlotHead(null, 0, false, Long.MIN_VALUE, null);

    /** Of a slot whose claims act on each other or cease to hold: it stays so, whatever comes. */
    private static final SlotHead INTRICATE = new SlotHead(null, 0, false, Long.MAX_VALUE, null);

    /** @param ordered everything recorded in the slot, by {@code recordedAt} */
    static SlotHead of(List<Recorded> ordered) {
        if (ordered.isEmpty()) {
            return EMPTY;
        }
        if (!ordered.stream().allMatch(SlotHead::simple)) {
            return INTRICATE;
        }
        Recorded newest = ordered.get(0);
        boolean contested = false;
        for (Recorded recorded : ordered) {
            contested |= !sameValue(recorded, newest);
            newest = newer(newest, recorded);
        }
        Recorded last = ordered.get(ordered.size() - 1);
        return new SlotHead(newest, ordered.size(), contested, last.recordedAt(), last.dot());
    }

    /** The head of a slot as a store holds it, without keeping its records in memory. */
    @SuppressWarnings("ReferenceEquality") // two heads of which there is one each
    static SlotHead read(AssertionReader store, Slot slot) {
        SlotHead[] head = {EMPTY};
        store.scan(slot.conceptPath(), slot.predicate(), Long.MIN_VALUE, recorded -> {
            head[0] = head[0] == EMPTY ? of(List.of(recorded)) : head[0].joinedBy(recorded);
            return head[0] != INTRICATE;
        });
        return head[0];
    }

    private SlotHead joinedBy(Recorded more) {
        if (!simple(more)) {
            return INTRICATE;
        }
        boolean another = contested || !sameValue(newest, more);
        return new SlotHead(newer(newest, more), candidates + 1, another, more.recordedAt(), more.dot());
    }

    private static boolean simple(Recorded recorded) {
        return SlotLinks.isSimple(recorded);
    }

    /** Whether the slot can be answered for from this. */
    boolean serves() {
        return newest != null;
    }

    /** A record that is not later than all before may be one of them: only the store can tell. */
    @SuppressWarnings("ReferenceEquality") // the same
    @Override
    public SlotHead with(Recorded more) {
        if (this == INTRICATE || !simple(more)) {
            return INTRICATE;
        }
        if (this == EMPTY || more.recordedAt() <= latest) {
            return null;
        }
        return joinedBy(more);
    }

    private static Recorded newer(Recorded one, Recorded other) {
        return Newest.compare(one, other) <= 0 ? one : other;
    }

    private static boolean sameValue(Recorded one, Recorded other) {
        return one.assertion().value().equals(other.assertion().value());
    }

    @Override
    public long bytes() {
        return BYTES + (newest == null ? 0 : SlotState.bytesOf(newest));
    }
}
