package io.stemedb.query;

import io.stemedb.assertion.Recorded;
import io.stemedb.lens.Growing;
import java.util.ArrayList;
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
        return insert(more);
    }

    /**
     * A copy of another node's record, which may have any time; or one that is known already. Of several records of one
     * id the first is shown.
     */
    private Records insert(Recorded more) {
        List<Recorded> room = new ArrayList<>(ordered.size() + 1);
        boolean known = false;
        for (Recorded held : ordered) {
            boolean same = held.id().equals(more.id());
            if (!same || ORDER.compare(held, more) <= 0) {
                room.add(held);
            }
            known |= same && ORDER.compare(held, more) <= 0;
        }
        if (known) {
            return room.size() == ordered.size() ? this : of(room);
        }
        room.add(more);
        room.sort(ORDER);
        return of(room);
    }
}
