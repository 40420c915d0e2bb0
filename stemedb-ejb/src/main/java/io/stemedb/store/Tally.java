package io.stemedb.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** How many records there are of each shard and of each source. One thread adds, any thread reads. */
final class Tally {
    private final Map<Integer, Long> shards = new ConcurrentHashMap<>();
    private final Map<Integer, Long> twins = new ConcurrentHashMap<>();
    private final Map<ShardSource, Long> sources = new ConcurrentHashMap<>();

    void add(int shard, String source) {
        shards.merge(shard, 1L, Long::sum);
        sources.merge(new ShardSource(shard, source), 1L, Long::sum);
    }

    /** A record of an id that is held already: it is none of its source's claims more. */
    void addTwin(int shard) {
        shards.merge(shard, 1L, Long::sum);
        twins.merge(shard, 1L, Long::sum);
    }

    /** Whether some record of a shard came while its id was held. */
    boolean hasTwins(int shard) {
        return twins.containsKey(shard);
    }

    /** Records by shard that came while their id was held, in order. */
    Map<Integer, Long> twins() {
        return twins.isEmpty() ? Map.of() : new TreeMap<>(twins);
    }

    long shard(int shard) {
        return shards.getOrDefault(shard, 0L);
    }

    /** How many records of some shards a source made. */
    long source(String source, IntPredicate some) {
        return shards.keySet().stream()
                .filter(some::test)
                .mapToLong(shard -> sources.getOrDefault(new ShardSource(shard, source), 0L))
                .sum();
    }

    /** Records by shard, in order. */
    Map<Integer, Long> shards() {
        return new TreeMap<>(shards);
    }

    /** Records by shard and source, those of ids that were held already left out. */
    Map<ShardSource, Long> sources() {
        return sources;
    }
}
