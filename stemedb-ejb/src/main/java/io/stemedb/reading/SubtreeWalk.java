package io.stemedb.reading;

import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.assertion.Subtree;
import io.stemedb.reading.SlotRange.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks the slots of a subtree, the database's own left out. It can let go of the files it pins and go on behind the
 * slot it stands at, so that a walk may take as long as its reader likes. Not thread-safe.
 */
public final class SubtreeWalk implements AutoCloseable {
    private final AssertionReader store;
    private final Subtree subtree;
    private final List<Scope> scopes = new ArrayList<>();
    private SlotCursor cursor;
    private SlotCursor below;
    private Slot at;

    /** @param after begin behind this slot, which need not exist; null for the first */
    public SubtreeWalk(AssertionReader store, Subtree subtree, Slot after) {
        this.store = store;
        this.subtree = subtree;
        this.at = after;
        if (subtree.all()) {
            scopes.add(Scope.ALL);
        } else {
            if (subtree.itself()) {
                scopes.add(Scope.PATH);
            }
            scopes.add(Scope.BELOW); // everything below a path comes behind it in the order of bytes
        }
    }

    /** Moves to the next slot; false at the end. */
    public boolean next() {
        while (!scopes.isEmpty()) {
            if (cursor == null) {
                cursor = below == null ? store.slots(range(scopes.get(0))) : below;
                below = null;
            }
            if (cursor.next()) {
                at = new Slot(cursor.conceptPath(), cursor.predicate());
                return true;
            }
            cursor.close();
            cursor = null;
            scopes.remove(0);
        }
        return false;
    }

    private SlotRange range(Scope scope) {
        return new SlotRange(
                scope,
                subtree.path(),
                at == null ? null : at.conceptPath(),
                at == null ? null : at.predicate(),
                false,
                false);
    }

    /** As {@link SlotCursor#newest}; to be asked before the first {@link #next}. */
    public long newest() {
        cursor = store.slots(range(scopes.get(0)));
        if (scopes.size() == 1) {
            return cursor.newest();
        }
        below = store.slots(range(scopes.get(1)));
        return Math.max(cursor.newest(), below.newest());
    }

    /** The slot it stands at. */
    public Slot slot() {
        return at;
    }

    /** Everything recorded in that slot, as {@link AssertionReader#slot} orders it; not once it has let go. */
    public List<Recorded> claims() {
        return cursor.claims();
    }

    /** Lets go of files and tables; {@link #next} takes them up again behind the current slot. */
    public void letGo() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        if (below != null) {
            below.close();
            below = null;
        }
    }

    @Override
    public void close() {
        letGo();
        scopes.clear();
    }
}
