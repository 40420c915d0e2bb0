package io.stemedb.store;

import io.stemedb.assertion.Dot;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How far each recorder has counted in each shard. One thread counts; any may ask. */
final class Dots {
    private final Map<Long, Map<Integer, Long>> greatest = new ConcurrentHashMap<>();

    /** @param reached by recorder and shard, where the counting goes on */
    Dots(Map<Long, Map<Integer, Long>> reached) {
        reached.forEach((recorder, shards) -> greatest.put(recorder, new ConcurrentHashMap<>(shards)));
    }

    void count(Dot dot, int shard) {
        greatest.computeIfAbsent(dot.recorder(), r -> new ConcurrentHashMap<>()).merge(shard, dot.n(), Math::max);
    }

    /** Greatest n of a recorder in a shard; 0 if there is none. */
    long greatest(long recorder, int shard) {
        return greatest.getOrDefault(recorder, Map.of()).getOrDefault(shard, 0L);
    }

    /** A copy: by recorder and shard. */
    Map<Long, Map<Integer, Long>> reached() {
        Map<Long, Map<Integer, Long>> reached = new HashMap<>();
        greatest.forEach((recorder, shards) -> reached.put(recorder, Map.copyOf(shards)));
        return reached;
    }

    /**
     * Numbers given out that no record has, by shard.
     *
     * @param held records by shard
     */
    Map<Integer, Long> without(Map<Integer, Long> held) {
        Map<Integer, Long> missing = new TreeMap<>();
        greatest.values().forEach(shards -> shards.forEach((shard, n) -> missing.merge(shard, n, Long::sum)));
        held.forEach((shard, count) -> missing.merge(shard, -count, Long::sum));
        missing.values().removeIf(count -> count <= 0);
        return missing;
    }
}
