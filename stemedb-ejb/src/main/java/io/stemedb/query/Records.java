package io.stemedb.query;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Recorded;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;

/**
 * A slot's records, by {@code recordedAt} then dot. Immutable, yet one more costs no copy: the longer list shares the array
 * of the shorter one, which never looks beyond its own size. Only one thread at a time may make longer lists.
 */
final class Records extends AbstractList<Recorded> implements RandomAccess {
    private static final Comparator<Recorded> ORDER =
            Comparator.comparingLong(Recorded::recordedAt).thenComparing(Recorded::dot);

    private final Recorded[] array;
    private final int size;

    private Records(Recorded[] array, int size) {
        this.array = array;
        this.size = size;
    }

    /** Takes over a list that is in order. */
    static Records of(List<Recorded> ordered) {
        return new Records(ordered.toArray(Recorded[]::new), ordered.size());
    }

    /** The list with one record more; this one where the record is in it. */
    Records with(Recorded more) {
        if (size == 0 || array[size - 1].recordedAt() < more.recordedAt()) {
            return append(more);
        }
        int at = Arrays.binarySearch(array, 0, size, more, ORDER);
        return at >= 0 && array[at].id().equals(more.id()) ? this : insert(more);
    }

    private Records append(Recorded more) {
        boolean free = size < array.length && array[size] == null;
        Recorded[] room = free ? array : Arrays.copyOf(array, size + (size >> 1) + 4);
        room[size] = more;
        return new Records(room, size + 1);
    }

    /** A record that comes late, or a copy that was recorded earlier and so replaces the one held. */
    private Records insert(Recorded more) {
        AssertionId id = more.id();
        Recorded[] room = new Recorded[size + 1];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (!array[i].id().equals(id)) {
                room[count++] = array[i];
            } else if (array[i].recordedAt() <= more.recordedAt()) {
                return this;
            }
        }
        room[count++] = more;
        Arrays.sort(room, 0, count, ORDER);
        return new Records(room, count);
    }

    @Override
    public Recorded get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return array[index];
    }

    @Override
    public int size() {
        return size;
    }
}
