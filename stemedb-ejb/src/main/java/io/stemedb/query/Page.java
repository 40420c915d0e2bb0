package io.stemedb.query;

import io.stemedb.assertion.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collects the items of one page and knows where the next one begins. A page ends with its limit of items, or earlier
 * when its work is done: a page of small items in a walk over thousands of slots that have none must end too.
 */
final class Page<T> {
    /** As items, and as JSON in an array that doubles as it grows. */
    private static final int HELD_TIMES = 3;

    private final int limit;
    private final Work work;
    private final AnswerBudget.Share share;
    private final List<T> items = new ArrayList<>();
    private long bytes;
    private long slots;
    private long claims;
    private Slot lastSlot;
    private Place lastPlace;
    private boolean more;

    /**
     * How much one page may cost.
     *
     * @param slots slots visited
     * @param claims claims looked at
     * @param bytes about how long the answer gets
     */
    record Work(int slots, long claims, long bytes) {
        static final Work DEFAULT = new Work(50_000, 200_000, 8L << 20);
    }

    Page(int limit, Work work, AnswerBudget.Share share) {
        this.limit = limit;
        this.work = work;
        this.share = share;
    }

    /**
     * Takes an item, unless the page is full.
     *
     * @return false if it is full; then the item begins the next page
     */
    boolean add(T item, long itemBytes, Slot slot, Place place) {
        if (items.size() == limit || (bytes >= work.bytes() && !items.isEmpty())) {
            more = true;
            return false;
        }
        share.take(itemBytes * HELD_TIMES);
        items.add(item);
        bytes += itemBytes;
        lastSlot = slot;
        lastPlace = place;
        return true;
    }

    /** A slot has given all its items. */
    void done(Slot slot, int claimsSeen) {
        lastSlot = slot;
        lastPlace = null;
        slots++;
        claims += claimsSeen;
    }

    /** Whether another slot may be visited; if not, the next page takes up behind the last one. */
    boolean open() {
        if (slots >= work.slots() || claims >= work.claims()) {
            more = true;
        }
        return !more;
    }

    List<T> items() {
        return items;
    }

    /** The cursor of the next page as text; null if there is none. */
    String next(long asOf, long validAt, Supplier<Fingerprint> query) {
        return more ? new Cursor(asOf, validAt, lastSlot, lastPlace).write(query.get()) : null;
    }
}
