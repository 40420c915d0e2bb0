package io.stemedb.reading;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is held and visible, retracted and superseded claims included. Safe to call from any thread while others write:
 * a record appears at once and whole, and records appear in the order of their {@code recordedAt}.
 */
public interface AssertionReader {
    /** Everything recorded in one slot, by {@code recordedAt} then dot; empty if nothing is. */
    List<Recorded> slot(String conceptPath, String predicate);

    /**
     * Passes on what was recorded in one slot at or after a time, as {@link #slot} orders it, until the taker has
     * enough. What is recorded meanwhile may be among it. A store holds one record at a time, however large the slot
     * is.
     *
     * @param from microseconds since 1970
     * @param taker false once it has enough
     */
    default void scan(String conceptPath, String predicate, long from, Predicate<Recorded> taker) {
        for (Recorded recorded : slot(conceptPath, predicate)) {
            if (recorded.recordedAt() >= from && !taker.test(recorded)) {
                return;
            }
        }
    }

    /** The record of a slot that was recorded at a time, under a dot. */
    default Optional<Recorded> at(String conceptPath, String predicate, long recordedAt, Dot dot) {
        return slot(conceptPath, predicate).stream()
                .filter(recorded ->
                        recorded.recordedAt() == recordedAt && recorded.dot().equals(dot))
                .findFirst();
    }

    /**
     * Walks slots in the order of their concept path's UTF-8 bytes, then their predicate's. Close it: it pins files.
     */
    SlotCursor slots(SlotRange range);

    /** The assertion of an id. */
    Optional<Recorded> find(AssertionId id);
}
