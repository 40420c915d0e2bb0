package io.stemedb.progress;

import io.stemedb.assertion.Dot;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Which records of one shard are held: of each recorder a set of numbers. Immutable. */
public final class ShardVector {
    /** No record. */
    public static final ShardVector NONE = new ShardVector(new long[0], new Intervals[0]);

    /** In ascending order as signed numbers, each with a set that is not empty. */
    private final long[] recorders;

    private final Intervals[] numbers;

    private ShardVector(long[] recorders, Intervals[] numbers) {
        this.recorders = recorders;
        this.numbers = numbers;
    }

    /** Some numbers of one recorder. */
    public static ShardVector of(long recorder, Intervals some) {
        return NONE.with(recorder, some);
    }

    /** One record. */
    public static ShardVector of(Dot dot) {
        return of(dot.recorder(), Intervals.of(dot.n(), dot.n()));
    }

    /** The vector with one record more. */
    public ShardVector with(Dot dot) {
        if (dot.n() < 1) {
            return this; // numbers begin with 1: nobody can ask for this one
        }
        int at = Arrays.binarySearch(recorders, dot.recorder());
        if (at < 0) {
            return inserted(-at - 1, dot.recorder(), Intervals.of(dot.n(), dot.n()));
        }
        return numbers[at].holds(dot.n()) ? this : replaced(at, numbers[at].with(dot.n()));
    }

    /** The vector with some numbers of a recorder more. */
    public ShardVector with(long recorder, Intervals some) {
        if (some.isEmpty()) {
            return this;
        }
        int at = Arrays.binarySearch(recorders, recorder);
        return at < 0 ? inserted(-at - 1, recorder, some) : replaced(at, numbers[at].union(some));
    }

    private ShardVector replaced(int at, Intervals some) {
        Intervals[] all = numbers.clone();
        all[at] = some;
        return new ShardVector(recorders, all);
    }

    private ShardVector inserted(int at, long recorder, Intervals some) {
        long[] names = new long[recorders.length + 1];
        Intervals[] sets = new Intervals[names.length];
        System.arraycopy(recorders, 0, names, 0, at);
        System.arraycopy(numbers, 0, sets, 0, at);
        names[at] = recorder;
        sets[at] = some;
        System.arraycopy(recorders, at, names, at + 1, recorders.length - at);
        System.arraycopy(numbers, at, sets, at + 1, recorders.length - at);
        return new ShardVector(names, sets);
    }

    /** All records that are in one vector or the other. */
    public ShardVector union(ShardVector other) {
        ShardVector all = this;
        for (int i = 0; i < other.recorders.length; i++) {
            all = all.with(other.recorders[i], other.numbers[i]);
        }
        return all;
    }

    /** All records of this vector that are not in another. */
    public ShardVector minus(ShardVector other) {
        ShardVector left = NONE;
        for (int i = 0; i < recorders.length; i++) {
            left = left.with(recorders[i], numbers[i].minus(other.of(recorders[i])));
        }
        return left;
    }

    /**
     * Records of this vector that are surely not in another one. The other may have forgotten numbers of a recorder of
     * which it has as many intervals as it may: nothing of that recorder is sure.
     */
    public ShardVector surelyWithout(ShardVector other) {
        ShardVector left = NONE;
        for (int i = 0; i < recorders.length; i++) {
            Intervals theirs = other.of(recorders[i]);
            if (theirs.size() < Intervals.MOST) {
                left = left.with(recorders[i], numbers[i].minus(theirs));
            }
        }
        return left;
    }

    /** Whether numbers may have been forgotten, so that the vector may say too little. */
    public boolean mayLack() {
        return Arrays.stream(numbers).anyMatch(some -> some.size() >= Intervals.MOST);
    }

    /** At most so many intervals of each recorder: the smallest are forgotten. */
    public ShardVector atMost(int intervals) {
        Intervals[] fewer = new Intervals[numbers.length];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = numbers[i].atMost(intervals);
        }
        return new ShardVector(recorders, fewer);
    }

    /** The numbers of a recorder. */
    public Intervals of(long recorder) {
        int at = Arrays.binarySearch(recorders, recorder);
        return at < 0 ? Intervals.NONE : numbers[at];
    }

    /** The recorders of whom anything is held, in ascending order. */
    public List<Long> recorders() {
        return LongStream.of(recorders).boxed().toList();
    }

    /** Whether anything is held that somebody else has recorded. */
    public boolean hasOthersThan(long recorder) {
        return recorders.length > 1 || (recorders.length == 1 && recorders[0] != recorder);
    }

    public boolean holds(Dot dot) {
        int at = Arrays.binarySearch(recorders, dot.recorder());
        return at >= 0 && numbers[at].holds(dot.n());
    }

    /** Whether every record of another vector is in this one. */
    public boolean covers(ShardVector other) {
        for (int i = 0; i < other.recorders.length; i++) {
            if (!of(other.recorders[i]).covers(other.numbers[i])) {
                return false;
            }
        }
        return true;
    }

    public boolean isEmpty() {
        return recorders.length == 0;
    }

    /** How many records it stands for. */
    public long count() {
        return Arrays.stream(numbers).mapToLong(Intervals::count).sum();
    }

    /**
     * Sums up which records are held, in whatever order they came. Two vectors that hold the same have the same digest;
     * two that do not have the same one by chance in 2^64.
     */
    public long digest() {
        long sum = 0;
        for (int i = 0; i < recorders.length; i++) {
            for (int j = 0; j < numbers[i].size(); j++) {
                sum += mixed(mixed(mixed(recorders[i]) + numbers[i].from(j)) + numbers[i].to(j));
            }
        }
        return sum;
    }

    /** Spreads each bit over all others: the last steps of SplitMix64. */
    private static long mixed(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** The vector as bytes: number of recorders; of each its name (8 bytes) and its numbers. */
    public byte[] bytes() {
        int size = VectorCodec.MOST_NUMBER_BYTES;
        for (Intervals some : numbers) {
            size += Long.BYTES + VectorCodec.mostBytes(some);
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        DotCodec.putNumber(out, recorders.length);
        for (int i = 0; i < recorders.length; i++) {
            VectorCodec.putIntervals(out.putLong(recorders[i]), numbers[i]);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static ShardVector read(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            ShardVector all = NONE;
            for (long left = DotCodec.number(in); left > 0; left--) {
                all = all.with(in.getLong(), VectorCodec.intervals(in));
            }
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("more than a vector");
            }
            return all;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("a vector is cut", cut);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShardVector that
                && Arrays.equals(recorders, that.recorders)
                && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(recorders) * 31 + Arrays.hashCode(numbers);
    }

    /** {@code {1f: 1-7 9-9}}, the recorders in hex. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < recorders.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(Long.toHexString(recorders[i]))
                    .append(": ")
                    .append(numbers[i]);
        }
        return text.append('}').toString();
    }
}
