package io.stemedb.progress;

import java.util.Arrays;

/**
 * A set of numbers as intervals that neither touch nor overlap, in order. Nearly always it is one interval that begins
 * at 1. Of more than {@link #MOST} intervals the smallest are forgotten, so a set may say too little and never too
 * much. Immutable.
 */
public final class Intervals {
    /** No number. */
    public static final Intervals NONE = new Intervals(new long[0]);

    /** A set that was lost in pieces must not grow without bound. */
    public static final int MOST = 1000;

    /** First and last of each interval, both inclusive. */
    private final long[] bounds;

    private Intervals(long[] bounds) {
        this.bounds = bounds;
    }

    /** All numbers from one to another, both inclusive. */
    public static Intervals of(long from, long to) {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("no interval reaches from " + from + " to " + to);
        }
        return new Intervals(new long[] {from, to});
    }

    /** Some numbers in ascending order; those below 1 are none, and one may stand there twice. */
    public static Intervals ofSorted(long[] numbers) {
        long[] bounds = new long[2 * numbers.length];
        int size = 0;
        for (long n : numbers) {
            if (size > 0 && n - 1 <= bounds[size - 1]) {
                bounds[size - 1] = Math.max(bounds[size - 1], n);
            } else if (n >= 1) {
                bounds[size++] = n;
                bounds[size++] = n;
            }
        }
        return bounded(Arrays.copyOf(bounds, size), MOST);
    }

    /** All numbers from 1 on; none if {@code to} is 0. */
    public static Intervals upTo(long to) {
        return to == 0 ? NONE : of(1, to);
    }

    /** The set with one number more. */
    public Intervals with(long n) {
        if (n < 1) {
            throw new IllegalArgumentException("no number: " + n);
        }
        int before = floor(n);
        if (before >= 0 && n <= bounds[before + 1]) {
            return this;
        }
        int behind = before + 2;
        boolean goesOn = before >= 0 && bounds[before + 1] + 1 == n; // as each record of a recorder does
        boolean leadsTo = behind < bounds.length && n + 1 == bounds[behind];
        if (goesOn && leadsTo) {
            return new Intervals(without(bounds, before + 1));
        }
        if (goesOn || leadsTo) {
            long[] longer = bounds.clone();
            longer[goesOn ? before + 1 : behind] = n;
            return new Intervals(longer);
        }
        return apart(n, behind);
    }

    /** With an interval of its own. If there are too many, the last of those of one number is forgotten. */
    private Intervals apart(long n, int at) {
        long[] rest = bounds;
        if (size() >= MOST) {
            int last = bounds.length - 2;
            while (last >= at && bounds[last] != bounds[last + 1]) {
                last -= 2;
            }
            if (last < at) {
                return this;
            }
            rest = without(bounds, last);
        }
        long[] more = new long[rest.length + 2];
        System.arraycopy(rest, 0, more, 0, at);
        more[at] = n;
        more[at + 1] = n;
        System.arraycopy(rest, at, more, at + 2, rest.length - at);
        return new Intervals(more);
    }

    /** All but two neighbours, the first of which is at some place. */
    private static long[] without(long[] bounds, int at) {
        long[] fewer = new long[bounds.length - 2];
        System.arraycopy(bounds, 0, fewer, 0, at);
        System.arraycopy(bounds, at + 2, fewer, at, fewer.length - at);
        return fewer;
    }

    /** All numbers that are in one set or the other. */
    public Intervals union(Intervals other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        long[] all = new long[bounds.length + other.bounds.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < bounds.length || theirs < other.bounds.length) {
            boolean takeMine =
                    theirs == other.bounds.length || (mine < bounds.length && bounds[mine] <= other.bounds[theirs]);
            long[] from = takeMine ? bounds : other.bounds;
            int at = takeMine ? mine : theirs;
            if (size > 0 && from[at] - 1 <= all[size - 1]) {
                all[size - 1] = Math.max(all[size - 1], from[at + 1]);
            } else {
                all[size++] = from[at];
                all[size++] = from[at + 1];
            }
            mine += takeMine ? 2 : 0;
            theirs += takeMine ? 0 : 2;
        }
        return bounded(Arrays.copyOf(all, size), MOST);
    }

    /** All numbers of this set that are not in another. */
    public Intervals minus(Intervals other) {
        long[] left = new long[bounds.length + other.bounds.length];
        int size = 0;
        int at = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            long from = bounds[i];
            long to = bounds[i + 1];
            while (at < other.bounds.length && other.bounds[at + 1] < from) {
                at += 2;
            }
            int cut = at;
            while (from <= to && cut < other.bounds.length && other.bounds[cut] <= to) {
                if (other.bounds[cut] > from) {
                    left[size++] = from;
                    left[size++] = other.bounds[cut] - 1;
                }
                from = other.bounds[cut + 1] + 1;
                cut += 2;
            }
            if (from <= to) {
                left[size++] = from;
                left[size++] = to;
            }
        }
        return bounded(Arrays.copyOf(left, size), MOST);
    }

    /** At most so many intervals: the smallest are forgotten, of equal ones the later. */
    Intervals atMost(int intervals) {
        return bounded(bounds, intervals);
    }

    private static Intervals bounded(long[] bounds, int most) {
        int count = bounds.length / 2;
        if (count <= most) {
            return new Intervals(bounds);
        }
        long[] sizes = new long[count];
        for (int i = 0; i < count; i++) {
            sizes[i] = bounds[2 * i + 1] - bounds[2 * i];
        }
        long[] sorted = sizes.clone();
        Arrays.sort(sorted);
        long least = sorted[count - most];
        long larger = Arrays.stream(sizes).filter(size -> size > least).count();
        long equal = most - larger;
        long[] kept = new long[2 * most];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (sizes[i] > least || (sizes[i] == least && equal-- > 0)) {
                kept[size++] = bounds[2 * i];
                kept[size++] = bounds[2 * i + 1];
            }
        }
        return new Intervals(kept);
    }

    public boolean holds(long n) {
        int at = floor(n);
        return at >= 0 && n <= bounds[at + 1];
    }

    /** Whether every number of another set is in this one. */
    public boolean covers(Intervals other) {
        for (int i = 0; i < other.bounds.length; i += 2) {
            int at = floor(other.bounds[i]);
            if (at < 0 || other.bounds[i + 1] > bounds[at + 1]) {
                return false;
            }
        }
        return true;
    }

    /** Where the last interval stands that begins at or before a number; negative if there is none. */
    private int floor(long n) {
        int low = 0;
        int high = bounds.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle] <= n) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 2 * (low - 1);
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** How many numbers are in it. */
    public long count() {
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count += bounds[i + 1] - bounds[i] + 1;
        }
        return count;
    }

    /** How many intervals it has. */
    public int size() {
        return bounds.length / 2;
    }

    /** First number of an interval, counted from 0. */
    public long from(int interval) {
        return bounds[2 * interval];
    }

    /** Last number of an interval, counted from 0. */
    public long to(int interval) {
        return bounds[2 * interval + 1];
    }

    /** The greatest number; 0 if there is none. */
    public long greatest() {
        return isEmpty() ? 0 : bounds[bounds.length - 1];
    }

    /** How far it goes from 1 on without a gap; 0 if 1 is not in it. */
    public long prefix() {
        return isEmpty() || bounds[0] != 1 ? 0 : bounds[1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Intervals that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** {@code 1-7 9-9}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i == 0 ? "" : " ").append(bounds[i]).append('-').append(bounds[i + 1]);
        }
        return text.toString();
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Intervals parse(String text) {
        Intervals all = NONE;
        for (String one : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int dash = one.indexOf('-');
            if (dash < 0) {
                throw new IllegalArgumentException("no interval: " + one);
            }
            all = all.union(of(Long.parseLong(one.substring(0, dash)), Long.parseLong(one.substring(dash + 1))));
        }
        return all;
    }
}
