package io.stemedb.store;

import io.stemedb.assertion.PathHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How much is held.
 *
 * @param shards ids by shard, system facts among them under {@link PathHash#SYSTEM_SHARD}
 * @param runs number of runs by level, the index being the level
 * @param levelBytes bytes of run files and what stands beside them, by level
 * @param tableBytes estimated heap bytes of the tables in memory
 */
public record StoreStatistics(Map<Integer, Long> shards, List<Integer> runs, List<Long> levelBytes, long tableBytes) {

    static StoreStatistics of(Version version) {
        Map<Integer, Long> shards = new TreeMap<>(version.active().tally().shards());
        leaveOut(version.active().tally().twins(), shards);
        long tableBytes = version.active().bytes();
        if (version.frozen() != null) {
            version.frozen().tally().shards().forEach((shard, count) -> shards.merge(shard, count, Long::sum));
            leaveOut(version.frozen().tally().twins(), shards);
            tableBytes += version.frozen().bytes();
        }
        TreeMap<Integer, Integer> levels = new TreeMap<>();
        TreeMap<Integer, Long> bytes = new TreeMap<>();
        for (RunHandle handle : version.runs()) {
            RunEntry entry = handle.run().entry();
            entry.shards().forEach((shard, count) -> shards.merge(shard, count, Long::sum));
            leaveOut(entry.twins(), shards);
            levels.merge(entry.level(), 1, Integer::sum);
            bytes.merge(entry.level(), entry.fileBytes() + entry.sideBytes(), Long::sum);
        }
        return new StoreStatistics(shards, byLevel(levels, 0), byLevel(bytes, 0L), tableBytes);
    }

    /** Of several records of one id one counts. */
    private static void leaveOut(Map<Integer, Long> twins, Map<Integer, Long> shards) {
        twins.forEach((shard, count) -> shards.merge(shard, -count, Long::sum));
    }

    private static <T> List<T> byLevel(TreeMap<Integer, T> levels, T none) {
        return IntStream.rangeClosed(0, levels.isEmpty() ? -1 : levels.lastKey())
                .mapToObj(level -> levels.getOrDefault(level, none))
                .toList();
    }

    /** Bytes of all run files and what stands beside them. */
    public long runBytes() {
        return levelBytes.stream().mapToLong(Long::longValue).sum();
    }

    /** Assertions and retractions, system facts left out. */
    public long assertions() {
        return shards.entrySet().stream()
                .filter(shard -> shard.getKey() != PathHash.SYSTEM_SHARD)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
