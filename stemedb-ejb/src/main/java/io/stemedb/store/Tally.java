package io.stemedb.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many records there are of each shard and of each source. One thread adds, any thread reads. */
final class Tally {
    private final Map<Integer, Long> shards = new ConcurrentHashMap<>();
    private final Map<Integer, Long> twins = new ConcurrentHashMap<>();
    private final Map<String, Long> sources = new ConcurrentHashMap<>();

    void add(int shard, String source) {
        shards.merge(shard, 1L, Long::sum);
        sources.merge(source, 1L, Long::sum);
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

    long source(String source) {
        return sources.getOrDefault(source, 0L);
    }

    /** Records by shard, in order. */
    Map<Integer, Long> shards() {
        return new TreeMap<>(shards);
    }

    Map<String, Long> sources() {
        return sources;
    }
}
