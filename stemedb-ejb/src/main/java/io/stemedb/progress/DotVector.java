package io.stemedb.progress;

import io.stemedb.assertion.Dot;
import java.util.HashMap;
import java.util.Map;

/** How far each recorder has counted in each shard, at one moment: all up to a number. Immutable. */
public final class DotVector {
    /** Nothing was recorded. */
    public static final DotVector NONE = new DotVector(Map.of());

    private final Map<Long, Map<Integer, Long>> greatest;

    private DotVector(Map<Long, Map<Integer, Long>> greatest) {
        this.greatest = greatest;
    }

    /** @param greatest n by recorder and shard; nobody may change it any more */
    public static DotVector of(Map<Long, Map<Integer, Long>> greatest) {
        return new DotVector(greatest);
    }

    /** Greatest n of a recorder in a shard; 0 if there is none. */
    public long greatest(long recorder, int shard) {
        return greatest.getOrDefault(recorder, Map.of()).getOrDefault(shard, 0L);
    }

    /** Whether a dot of a shard is within. */
    public boolean holds(int shard, Dot dot) {
        return greatest(dot.recorder(), shard) >= dot.n();
    }

    /**
     * The vector after a recorder has gone on.
     *
     * @param numbers greatest n by shard, of the shards in which it went on
     */
    public DotVector with(long recorder, Map<Integer, Long> numbers) {
        Map<Integer, Long> shards = new HashMap<>(greatest.getOrDefault(recorder, Map.of()));
        shards.putAll(numbers);
        Map<Long, Map<Integer, Long>> all = new HashMap<>(greatest);
        all.put(recorder, shards);
        return new DotVector(all);
    }
}
