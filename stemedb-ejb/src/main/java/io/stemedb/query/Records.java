package io.stemedb.query;

import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Growing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A slot's records, by {@code recordedAt} then dot. Immutable; one more at the end costs no copy. */
final class Records {
    private static final Comparator<Recorded> ORDER =
            Comparator.comparingLong(Recorded::recordedAt).thenComparing(Recorded::dot);

    private final Growing<Recorded> ordered;

    private Records(Growing<Recorded> ordered) {
        this.ordered = ordered;
    }

    /** Takes over a list that is in order. */
    static Records of(List<Recorded> ordered) {
        return new Records(Growing.of(ordered));
    }

    List<Recorded> list() {
        return ordered;
    }

    /** When the last one was taken; {@link Long#MIN_VALUE} if there is none. */
    long latest() {
        return ordered.isEmpty()
                ? Long.MIN_VALUE
                : ordered.get(ordered.size() - 1).recordedAt();
    }

    /** The records with one more; these if it is among them. Only one thread at a time may call this. */
    Records with(Recorded more) {
        if (latest() < more.recordedAt()) {
            return new Records(ordered.append(more));
        }
        int at = Collections.binarySearch(ordered, more, ORDER);
        return at >= 0 && ordered.get(at).id().equals(more.id()) ? this : insert(more);
    }

    /** A record that comes late, or a copy that was recorded earlier and so replaces the one held. */
    private Records insert(Recorded more) {
        List<Recorded> room = new ArrayList<>(ordered.size() + 1);
        for (Recorded held : ordered) {
            if (!held.id().equals(more.id())) {
                room.add(held);
            } else if (held.recordedAt() <= more.recordedAt()) {
                return this;
            }
        }
        room.add(more);
        room.sort(ORDER);
        return of(room);
    }
}
