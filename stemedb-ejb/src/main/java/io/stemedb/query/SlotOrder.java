package io.stemedb.query;

import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.json.CanonicalJson;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The claims of a slot, newest first, as numbers: 40 bytes of each; the claims themselves take several hundred. A
 * page is cut out of it, and only what the page shows is read from the store. Immutable.
 */
final class SlotOrder {
    /** For claims of a slot that share both times; the two bytes before are the same in all of them. */
    private static final int ID_FROM = 2;

    private static final int LONGS = 5;

    private final long[][] columns;
    private final int size;
    private final long through;
    private final CanonicalJson value;
    private final long contestedSince;

    private SlotOrder(long[][] columns, int size, long through, CanonicalJson value, long contestedSince) {
        this.columns = columns;
        this.size = size;
        this.through = through;
        this.value = value;
        this.contestedSince = contestedSince;
    }

    /** Gathers claims, in any order but for that of their recording. */
    static final class Builder {
        private final long[][] columns;
        private int size;
        private CanonicalJson value;
        private long contestedSince;

        Builder() {
            this.columns = new long[LONGS][1024];
            this.contestedSince = Long.MAX_VALUE;
        }

        /** Begins with what an order has already. */
        Builder(SlotOrder order) {
            this.columns = order.columns.clone();
            this.size = order.size;
            this.value = order.value;
            this.contestedSince = order.contestedSince;
            for (int column = 0; column < LONGS; column++) {
                columns[column] = Arrays.copyOf(columns[column], size + (size >> 3) + 16);
            }
            reverse(columns, size); // as they were recorded, nearly
        }

        void add(Recorded claim) {
            if (size == columns[0].length) {
                for (int column = 0; column < LONGS; column++) {
                    columns[column] = Arrays.copyOf(columns[column], size + (size >> 1));
                }
            }
            columns[0][size] = claim.assertion().assertedAt();
            columns[1][size] = claim.recordedAt();
            columns[2][size] = ByteBuffer.wrap(claim.id().bytes()).getLong(ID_FROM);
            columns[3][size] = claim.dot().recorder();
            columns[4][size] = claim.dot().n();
            size++;
            if (value == null) {
                value = claim.assertion().value();
            } else if (contestedSince == Long.MAX_VALUE
                    && !value.equals(claim.assertion().value())) {
                contestedSince = claim.recordedAt();
            }
        }

        /** @param through nothing that was recorded up to then is missing */
        SlotOrder order(long through) {
            reverse(columns, size);
            return new SlotOrder(sorted(columns, size), size, through, value, contestedSince);
        }
    }

    private static void reverse(long[][] columns, int size) {
        for (long[] column : columns) {
            for (int low = 0, high = size - 1; low < high; low++, high--) {
                long one = column[low];
                column[low] = column[high];
                column[high] = one;
            }
        }
    }

    /** Nearly always it is in order already: what is recorded later is asserted later. */
    private static long[][] sorted(long[][] columns, int size) {
        int at = 1;
        while (at < size && compare(columns, at - 1, at) <= 0) {
            at++;
        }
        if (at >= size) {
            return columns;
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, (one, other) -> compare(columns, one, other));
        long[][] sorted = new long[LONGS][size];
        for (int column = 0; column < LONGS; column++) {
            for (int i = 0; i < size; i++) {
                sorted[column][i] = columns[column][order[i]];
            }
        }
        return sorted;
    }

    private static int compare(long[][] columns, int one, int other) {
        return compare(columns, one, columns[0][other], columns[1][other], columns[2][other]);
    }

    private static int compare(long[][] columns, int one, long asserted, long recorded, long id) {
        int byAsserted = Long.compare(asserted, columns[0][one]);
        if (byAsserted != 0) {
            return byAsserted;
        }
        int byRecorded = Long.compare(recorded, columns[1][one]);
        return byRecorded != 0 ? byRecorded : Long.compareUnsigned(columns[2][one], id);
    }

    int size() {
        return size;
    }

    /** Nothing that was recorded up to this time is missing, and nothing recorded later is in it. */
    long through() {
        return through;
    }

    /** The same claims, when nothing has joined them. */
    SlotOrder reaching(long later) {
        return new SlotOrder(columns, size, later, value, contestedSince);
    }

    long recordedAt(int index) {
        return columns[1][index];
    }

    Dot dot(int index) {
        return new Dot(columns[3][index], columns[4][index]);
    }

    /** How many of the claims were recorded at or before a time. */
    int sizeAt(long asOf) {
        if (asOf >= through) {
            return size;
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += columns[1][i] <= asOf ? 1 : 0;
        }
        return count;
    }

    /** Whether those recorded at or before a time say more than one distinct value. */
    boolean contestedAt(long asOf) {
        return contestedSince <= asOf;
    }

    /** Index of the first claim behind a place. */
    int indexAfter(Place place) {
        long id = ByteBuffer.wrap(place.id().bytes()).getLong(ID_FROM);
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(columns, middle, place.assertedAt(), place.recordedAt(), id) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** About how much memory it takes. */
    long bytes() {
        return 200 + (long) LONGS * Long.BYTES * columns[0].length;
    }
}
