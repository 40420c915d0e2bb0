package io.stemedb.store;

import io.stemedb.assertion.Recorded;
import java.util.List;

/** A walk over slots. Not thread-safe. */
public interface SlotCursor extends AutoCloseable {
    /** Moves to the next slot; false at the end. */
    boolean next();

    String conceptPath();

    String predicate();

    /** Everything recorded in the current slot, as {@link AssertionReader#slot} orders it. */
    List<Recorded> claims();

    @Override
    void close();
}
