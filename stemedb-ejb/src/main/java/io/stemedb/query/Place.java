package io.stemedb.query;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Recorded;
import java.util.Comparator;
import java.util.List;

/** What remains of a claim in a cursor: enough to find the next one in any order that claims are shown in. */
record Place(long assertedAt, long recordedAt, AssertionId id) {
    /** As {@link io.stemedb.lens.Newest} has it. */
    static final Comparator<Place> NEWEST_FIRST = Comparator.comparingLong(Place::assertedAt)
            .reversed()
            .thenComparing(Comparator.comparingLong(Place::recordedAt).reversed())
            .thenComparing(Place::id);

    /** The order of a history. */
    static final Comparator<Place> BY_RECORDING =
            Comparator.comparingLong(Place::recordedAt).thenComparing(Place::id);

    static Place of(Recorded recorded) {
        return new Place(recorded.assertion().assertedAt(), recorded.recordedAt(), recorded.id());
    }

    /** Index of the first claim behind this place, in a list that is in the given order. */
    int indexAfter(List<Recorded> ordered, Comparator<Place> order) {
        int from = 0;
        int to = ordered.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (order.compare(of(ordered.get(middle)), this) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
