package io.stemedb.reading;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Recorded;
import java.util.List;
import java.util.Optional;

/**
 * What is held and visible, retracted and superseded claims included. Safe to call from any thread while others write: a
 * record appears at once and whole, and records appear in the order of their {@code recordedAt}.
 */
public interface AssertionReader {
    /** Everything recorded in one slot, by {@code recordedAt} then dot; empty where nothing is. */
    List<Recorded> slot(String conceptPath, String predicate);

    /** Walks slots in the order of their concept path's UTF-8 bytes, then their predicate's. Close it: it pins files. */
    SlotCursor slots(SlotRange range);

    /** The assertion of an id. */
    Optional<Recorded> find(AssertionId id);
}
