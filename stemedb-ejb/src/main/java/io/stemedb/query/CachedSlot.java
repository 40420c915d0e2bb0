package io.stemedb.query;

import io.stemedb.assertion.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A slot's place in the cache, which may be empty still. No write is ever missed: a record that is applied while the
 * slot is being read from the store waits here and is added to what the reader brings, whether the reader saw it or
 * not.
 */
final class CachedSlot<S extends Incremental<S>> {
    private final List<Recorded> waiting = new ArrayList<>();
    private int readers;
    private volatile S state;
    private volatile long weighed;

    /** Who reads the slot holds it, and not the lock that writers need: a large slot is read once for all who wait. */
    private final ReentrantLock loading = new ReentrantLock();

    /** What is known of the slot; null until it is loaded. */
    S state() {
        return state;
    }

    /**
     * Reads the slot and keeps it; null if what came meanwhile made that worthless. Somebody else's reading serves
     * as well: what was applied since it began is in it by its end.
     */
    S load(Supplier<S> store) {
        loading.lock();
        try {
            return state != null ? state : read(store);
        } finally {
            loading.unlock();
        }
    }

    private S read(Supplier<S> store) {
        begin();
        S loaded = null;
        try {
            loaded = store.get();
        } finally {
            end(loaded);
        }
        return state;
    }

    private synchronized void begin() {
        readers++;
    }

    private synchronized void end(S loaded) {
        readers--;
        if (state == null && loaded != null) {
            S current = loaded;
            for (int i = 0; i < waiting.size() && current != null; i++) {
                current = current.with(waiting.get(i));
            }
            state = current;
        }
        if (readers == 0) {
            waiting.clear();
        }
    }

    /** Takes in a record that the store shows already. */
    synchronized void applied(Recorded recorded) {
        if (state != null) {
            state = state.with(recorded);
        } else if (readers > 0) {
            waiting.add(recorded);
        }
        // Else nobody has begun to read, and whoever does will find the record in the store.
    }

    /** Notes the weight the cache was told; later growth is only worth telling again once it is an eighth. */
    int weigh() {
        S known = state;
        weighed = known == null ? 0 : known.bytes();
        return (int) Math.min(Integer.MAX_VALUE, weighed);
    }

    boolean outgrown() {
        S known = state;
        return known != null && known.bytes() > weighed + (weighed >> 3);
    }
}
