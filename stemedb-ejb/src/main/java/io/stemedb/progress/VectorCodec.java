package io.stemedb.progress;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Vectors as bytes: each recorder is named once, and intervals are the distances between their ends. */
final class VectorCodec {
    static final int MOST_NUMBER_BYTES = 10;

    private VectorCodec() {}

    /** Bytes that {@link #putIntervals} takes at most. */
    static int mostBytes(Intervals some) {
        return (1 + 2 * some.size()) * MOST_NUMBER_BYTES;
    }

    /** Number of intervals; of each how far it begins behind the one before, and how far it goes on. */
    static void putIntervals(ByteBuffer out, Intervals some) {
        DotCodec.putNumber(out, some.size());
        long before = 0;
        for (int i = 0; i < some.size(); i++) {
            DotCodec.putNumber(out, some.from(i) - before);
            DotCodec.putNumber(out, some.to(i) - some.from(i));
            before = some.to(i);
        }
    }

    /**
     * Reads what {@link #putIntervals} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Intervals intervals(ByteBuffer in) {
        Intervals all = Intervals.NONE;
        long before = 0;
        for (long left = count(in); left > 0; left--) {
            long from = before + DotCodec.number(in);
            long to = from + DotCodec.number(in);
            if (from <= before || to < from) {
                throw new IllegalArgumentException("intervals out of order");
            }
            all = all.union(Intervals.of(from, to));
            before = to;
        }
        return all;
    }

    private static long count(ByteBuffer in) {
        long count = DotCodec.number(in);
        if (count < 0 || count > Intervals.MOST) {
            throw new IllegalArgumentException("no set has " + count + " intervals");
        }
        return count;
    }

    /** Bytes that {@link #put} takes at most. */
    static int mostBytes(Map<Integer, ShardVector> shards) {
        int size = 2 * MOST_NUMBER_BYTES;
        for (ShardVector vector : shards.values()) {
            size += 2 * MOST_NUMBER_BYTES;
            for (long recorder : vector.recorders()) {
                size += Long.BYTES + MOST_NUMBER_BYTES + mostBytes(vector.of(recorder));
            }
        }
        return size;
    }

    /**
     * Number of recorders and their names (8 bytes each); then of each shard its number, how many recorders it has, and
     * of each of those its place among the names and its numbers.
     */
    static void put(ByteBuffer out, Map<Integer, ShardVector> shards) {
        TreeSet<Long> names = new TreeSet<>();
        shards.values().forEach(vector -> names.addAll(vector.recorders()));
        List<Long> places = List.copyOf(names);
        DotCodec.putNumber(out, places.size());
        places.forEach(out::putLong);
        new TreeMap<>(shards).forEach((shard, vector) -> {
            DotCodec.putNumber(out, shard);
            DotCodec.putNumber(out, vector.recorders().size());
            for (long recorder : vector.recorders()) {
                DotCodec.putNumber(out, places.indexOf(recorder));
                putIntervals(out, vector.of(recorder));
            }
        });
    }

    /**
     * Reads what {@link #put} wrote, to the end.
     *
     * @throws IllegalArgumentException if it is something else
     * @throws java.nio.BufferUnderflowException if it is cut
     */
    static Map<Integer, ShardVector> shards(ByteBuffer in) {
        List<Long> names = new ArrayList<>();
        for (long left = DotCodec.number(in); left > 0; left--) {
            names.add(in.getLong());
        }
        Map<Integer, ShardVector> shards = new TreeMap<>();
        while (in.hasRemaining()) {
            long shard = DotCodec.number(in);
            if (shard < 0 || shard > 0xffff) {
                throw new IllegalArgumentException("no shard has this number");
            }
            ShardVector vector = ShardVector.NONE;
            for (long left = DotCodec.number(in); left > 0; left--) {
                long place = DotCodec.number(in);
                if (place < 0 || place >= names.size()) {
                    throw new IllegalArgumentException("a recorder without a name");
                }
                vector = vector.with(names.get((int) place), intervals(in));
            }
            shards.put((int) shard, vector);
        }
        return shards;
    }
}
