package io.stemedb.reading;

import io.stemedb.assertion.Recorded;
import java.util.List;

/** A walk over slots. Not thread-safe. */
public interface SlotCursor extends AutoCloseable {
    /** Moves to the next slot; false at the end. */
    boolean next();

    /**
     * Passes over every slot whose concept path is less, in the order of bytes, without reading them; then
     * {@link #next}.
     *
     * @param path need not be one; a path less than the current one changes nothing
     */
    void skipTo(String path);

    String conceptPath();

    String predicate();

    /** How many records the current slot has. */
    int size();

    /** Everything recorded in the current slot, as {@link AssertionReader#slot} orders it. */
    List<Recorded> claims();

    /**
     * The latest time of a claim that is shown by nodes from whose copies this walk reads, once it is open; the least
     * number if it reads from this node's alone. Clocks may be ahead of this node's. Microseconds since 1970.
     */
    default long newest() {
        return Long.MIN_VALUE;
    }

    @Override
    void close();
}
