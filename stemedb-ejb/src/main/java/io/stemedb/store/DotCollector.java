package io.stemedb.store;

import io.stemedb.assertion.Dot;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers which records there are of a shard, in whatever order they come. */
final class DotCollector {
    private static final int FIRST = 16;

    private final Map<Long, Numbers> recorders = new TreeMap<>();

    private static final class Numbers {
        private long[] numbers = new long[FIRST];
        private int size;
    }

    void add(Dot dot) {
        Numbers of = recorders.computeIfAbsent(dot.recorder(), recorder -> new Numbers());
        if (of.size == of.numbers.length) {
            of.numbers = Arrays.copyOf(of.numbers, 2 * of.size);
        }
        of.numbers[of.size++] = dot.n();
    }

    /**
     * A vector that has everything that was added; empty if nothing was, or if it has too many gaps for a vector to be
     * sure of that.
     */
    Optional<ShardVector> covering() {
        ShardVector vector = vector();
        boolean sure = recorders.values().stream()
                .noneMatch(of -> Arrays.stream(of.numbers, 0, of.size).anyMatch(n -> n < 1));
        for (Map.Entry<Long, Numbers> of : recorders.entrySet()) {
            sure &= vector.of(of.getKey()).size() < Intervals.MOST;
        }
        return sure && !vector.isEmpty() ? Optional.of(vector) : Optional.empty();
    }

    /** What was added; of more than {@link Intervals#MOST} intervals the smallest are left out. */
    ShardVector vector() {
        ShardVector vector = ShardVector.NONE;
        for (Map.Entry<Long, Numbers> of : recorders.entrySet()) {
            long[] sorted = Arrays.copyOf(of.getValue().numbers, of.getValue().size);
            Arrays.sort(sorted);
            vector = vector.with(of.getKey(), Intervals.ofSorted(sorted));
        }
        return vector;
    }
}
