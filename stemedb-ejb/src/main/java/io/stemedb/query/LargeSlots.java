package io.stemedb.query;

import io.stemedb.assertion.Kind;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.lens.Candidates;
import io.stemedb.lens.Links;
import io.stemedb.lens.View;
import io.stemedb.reading.AssertionReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Slots that are too large to be kept whole. Of these the order of their claims is kept, and how they act on each
 * other, so that a page costs what it shows. What is kept holds for a time and is never changed: what was recorded
 * since is read from there on. Safe to call from any thread; one slot is gone through at a time.
 */
final class LargeSlots {
    private final AssertionReader store;
    private final long maxBytes;
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<Object, Object> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long through = Long.MIN_VALUE;
    private Slot underWay;

    /** @param maxBytes for what is kept; the last order and the last links are, however large */
    LargeSlots(AssertionReader store, long maxBytes) {
        this.store = store;
        this.maxBytes = maxBytes;
    }

    /** Which claims an order has: those of a simple slot do not depend on the times of the question. */
    private record OrderKey(Slot slot, String source, boolean includeRetracted, long asOf, long validAt) {
        static OrderKey simple(Slot slot, View view) {
            return new OrderKey(slot, view.source(), false, Long.MIN_VALUE, Long.MIN_VALUE);
        }

        static OrderKey exact(Slot slot, View view) {
            return new OrderKey(slot, view.source(), view.includeRetracted(), view.asOf(), view.validAt());
        }
    }

    /**
     * The links of a slot, of everything recorded up to a time at least.
     *
     * @param asOf not ahead of what the store shows for good
     */
    SlotLinks links(Slot slot, long asOf) {
        reading.lock();
        try {
            begin(slot, asOf);
            return linksThrough(slot, asOf);
        } finally {
            reading.unlock();
        }
    }

    /**
     * The candidates of a view, and perhaps some that were recorded later.
     *
     * @param view its {@code as_of} is not ahead of what the store shows for good
     */
    SlotOrder order(Slot slot, View view) {
        SlotOrder known = known(slot, view);
        if (known != null) {
            return known;
        }
        reading.lock();
        try {
            begin(slot, view.asOf());
            SlotLinks links = linksThrough(slot, view.asOf());
            return links.simple() ? simple(slot, view) : exact(slot, view, links.at(view.asOf()));
        } finally {
            reading.unlock();
        }
    }

    /** Without waiting for another slot to be read; null if it is not kept. */
    private SlotOrder known(Slot slot, View view) {
        SlotLinks links = (SlotLinks) get(slot);
        if (links == null || links.through() < view.asOf()) {
            return null;
        }
        Object key = links.simple() ? OrderKey.simple(slot, view) : OrderKey.exact(slot, view);
        SlotOrder order = (SlotOrder) get(key);
        return order != null && order.through() >= view.asOf() ? order : null;
    }

    private SlotLinks linksThrough(Slot slot, long asOf) {
        SlotLinks known = (SlotLinks) get(slot);
        if (known != null && known.through() >= asOf) {
            return known;
        }
        boolean[] simple = {known == null || known.simple()};
        List<Recorded> pointing = known == null ? new ArrayList<>() : new ArrayList<>(known.pointing());
        scan(slot, known == null ? Long.MIN_VALUE : known.through() + 1, asOf, recorded -> {
            simple[0] &= SlotLinks.isSimple(recorded);
            if (Links.pointing(recorded)) {
                pointing.add(recorded);
            }
        });
        SlotLinks links = new SlotLinks(pointing, simple[0], asOf);
        keep(slot, slot, links, links.bytes());
        return links;
    }

    private SlotOrder simple(Slot slot, View view) {
        OrderKey key = OrderKey.simple(slot, view);
        SlotOrder known = (SlotOrder) get(key);
        if (known != null && known.through() >= view.asOf()) {
            return known;
        }
        List<Recorded> more = new ArrayList<>();
        SlotOrder.Builder builder = known == null ? new SlotOrder.Builder() : null;
        scan(slot, known == null ? Long.MIN_VALUE : known.through() + 1, view.asOf(), recorded -> {
            if (view.source() == null
                    || view.source().equals(recorded.assertion().source())) {
                if (builder == null) {
                    more.add(recorded);
                } else {
                    builder.add(recorded);
                }
            }
        });
        return keepOrder(key, builder != null ? builder.order(view.asOf()) : longer(known, more, view.asOf()));
    }

    private static SlotOrder longer(SlotOrder known, List<Recorded> more, long through) {
        if (more.isEmpty()) {
            return known.reaching(through);
        }
        SlotOrder.Builder builder = new SlotOrder.Builder(known);
        more.forEach(builder::add);
        return builder.order(through);
    }

    private SlotOrder exact(Slot slot, View view, Links links) {
        OrderKey key = OrderKey.exact(slot, view);
        SlotOrder known = (SlotOrder) get(key);
        if (known != null) {
            return known;
        }
        SlotOrder.Builder builder = new SlotOrder.Builder();
        scan(slot, Long.MIN_VALUE, view.asOf(), recorded -> {
            if (recorded.assertion().kind() == Kind.ASSERTION && Candidates.live(recorded, links, view)) {
                builder.add(recorded);
            }
        });
        return keepOrder(key, builder.order(view.asOf()));
    }

    private interface Taker {
        void take(Recorded recorded);
    }

    private void scan(Slot slot, long from, long through, Taker taker) {
        store.scan(slot.conceptPath(), slot.predicate(), from, recorded -> {
            if (recorded.recordedAt() > through) {
                return false;
            }
            taker.take(recorded);
            return true;
        });
    }

    private synchronized void begin(Slot slot, long asOf) {
        underWay = slot;
        through = Math.max(through, asOf);
    }

    /**
     * A record has become visible. A copy of another node's record may have a time up to which its slot was read
     * before: then nothing that is kept of the slot holds any more.
     */
    synchronized void applied(Slot slot, Recorded recorded) {
        if (recorded.recordedAt() > through) {
            return;
        }
        if (slot.equals(underWay)) {
            underWay = null; // what is being read may lack it
        }
        kept.entrySet().removeIf(one -> {
            boolean gone =
                    slot.equals(one.getKey()) || (one.getKey() instanceof OrderKey key && slot.equals(key.slot()));
            bytes -= gone ? bytesOf(one.getValue()) : 0;
            return gone;
        });
    }

    /** Nothing that is kept holds any more. */
    synchronized void clear() {
        underWay = null;
        kept.clear();
        bytes = 0;
    }

    private SlotOrder keepOrder(OrderKey key, SlotOrder order) {
        keep(key.slot(), key, order, order.bytes());
        return order;
    }

    private synchronized Object get(Object key) {
        return kept.get(key);
    }

    private synchronized void keep(Slot slot, Object key, Object value, long size) {
        if (!slot.equals(underWay)) {
            return;
        }
        bytes += size - bytesOf(kept.put(key, value));
        Iterator<Object> oldest = kept.values().iterator();
        while (bytes > maxBytes && kept.size() > 2) {
            bytes -= bytesOf(oldest.next());
            oldest.remove();
        }
    }

    private static long bytesOf(Object value) {
        return value instanceof SlotOrder order ? order.bytes() : value instanceof SlotLinks links ? links.bytes() : 0;
    }

    /** About how much memory is kept. */
    synchronized long bytes() {
        return bytes;
    }
}
