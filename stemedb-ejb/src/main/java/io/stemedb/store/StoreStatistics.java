package io.stemedb.store;

import io.stemedb.assertion.PathHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How much is held.
 *
 * @param shards records by shard, system facts among them under {@link PathHash#SYSTEM_SHARD}
 * @param runs number of runs by level, the index being the level
 * @param runBytes bytes of all run files and what stands beside them
 * @param tableBytes estimated heap bytes of the tables in memory
 */
public record StoreStatistics(Map<Integer, Long> shards, List<Integer> runs, long runBytes, long tableBytes) {

    static StoreStatistics of(Version version) {
        Map<Integer, Long> shards = new TreeMap<>(version.active().tally().shards());
        long tableBytes = version.active().bytes();
        if (version.frozen() != null) {
            version.frozen().tally().shards().forEach((shard, count) -> shards.merge(shard, count, Long::sum));
            tableBytes += version.frozen().bytes();
        }
        TreeMap<Integer, Integer> levels = new TreeMap<>();
        long runBytes = 0;
        for (RunHandle handle : version.runs()) {
            RunEntry entry = handle.run().entry();
            entry.shards().forEach((shard, count) -> shards.merge(shard, count, Long::sum));
            levels.merge(entry.level(), 1, Integer::sum);
            runBytes += entry.fileBytes() + entry.sideBytes();
        }
        List<Integer> runs = IntStream.rangeClosed(0, levels.isEmpty() ? -1 : levels.lastKey())
                .mapToObj(level -> levels.getOrDefault(level, 0))
                .toList();
        return new StoreStatistics(shards, runs, runBytes, tableBytes);
    }

    /** Assertions and retractions, system facts left out. */
    public long assertions() {
        return shards.entrySet().stream()
                .filter(shard -> shard.getKey() != PathHash.SYSTEM_SHARD)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
