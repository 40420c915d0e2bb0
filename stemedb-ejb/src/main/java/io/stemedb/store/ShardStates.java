package io.stemedb.store;

import io.stemedb.merkle.Sums;
import io.stemedb.store.ShardState.Wholeness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVStoreException;

/**
 * Counts and sums the shards of a store when somebody asks, so that writing does not pay for it. What runs add up to
 * stands beside them and is kept until they change; tables are summed again when they have grown.
 */
public final class ShardStates {
    private final RunFiles files;
    private final StoreReader reader;
    private final int shardCount;
    private final Map<Long, Sums> computed = new HashMap<>();
    private RunSums ofRuns = new RunSums(List.of(), new Sums(), new TreeSet<>());
    private TableSums ofActive = new TableSums(null, 0, new Sums());
    private TableSums ofFrozen = ofActive;

    ShardStates(RunFiles files, StoreReader reader, int shardCount) {
        this.files = files;
        this.reader = reader;
        this.shardCount = shardCount;
    }

    /** @param unknown shards of which a damaged run may hold some */
    private record RunSums(List<RunEntry> runs, Sums sums, TreeSet<Integer> unknown) {}

    private record TableSums(MemTable table, int records, Sums sums) {
        TableSums upToDate(MemTable now) {
            int size = now == null ? 0 : now.claims().size();
            if (now == table && size == records) {
                return this;
            }
            return new TableSums(now, size, now == null ? new Sums() : netOf(now));
        }
    }

    private static Sums netOf(MemTable table) {
        Sums net = RecordSums.of(table);
        net.subtract(table.minus());
        return net;
    }

    /**
     * Each shard in order, system facts left out. While records are being written the newest may be counted and not yet
     * summed.
     */
    public List<ShardState> list() {
        return reader.reading(this::of);
    }

    /**
     * The same without what the shards add up to: this costs no more while records are being written, so it can be
     * asked every second.
     */
    public List<ShardHolding> holdings() {
        return reader.reading(this::holdings);
    }

    private List<ShardHolding> holdings(Version version) {
        Map<Integer, Long> records = StoreStatistics.of(version).shards();
        Map<Integer, Long> bytes = bytes(version);
        Set<Integer> damaged = version.runs().stream()
                .map(handle -> handle.run().entry())
                .filter(entry -> files.damages().has(entry))
                .flatMap(entry -> entry.shards().keySet().stream())
                .collect(Collectors.toSet());
        Set<Integer> lost = reader.lost().touchedShards();
        return IntStream.range(0, shardCount)
                .mapToObj(shard -> new ShardHolding(
                        shard,
                        records.getOrDefault(shard, 0L),
                        bytes.getOrDefault(shard, 0L),
                        wholeness(shard, lost, damaged)))
                .toList();
    }

    /**
     * Names for what each bucket of some shards holds, to be compared with those of another node; see
     * {@link io.stemedb.merkle.Marks}. A shard that is not whole is left out.
     */
    public Map<Integer, long[]> marks(Collection<Integer> shards) {
        return reader.reading(version -> marks(version, shards));
    }

    private synchronized Map<Integer, long[]> marks(Version version, Collection<Integer> shards) {
        Sums all = sums(version);
        Set<Integer> lost = reader.lost().allShards();
        Map<Integer, long[]> marks = new TreeMap<>();
        for (int shard : shards) {
            if (wholeness(shard, lost, ofRuns.unknown()) == Wholeness.FILLED) {
                marks.put(shard, all.marks(shard));
            }
        }
        return marks;
    }

    private Sums sums(Version version) {
        sumRuns(version);
        ofActive = ofActive.upToDate(version.active());
        ofFrozen = ofFrozen.upToDate(version.frozen());
        Sums all = new Sums();
        List.of(ofRuns.sums(), ofActive.sums(), ofFrozen.sums()).forEach(all::add);
        return all;
    }

    private synchronized List<ShardState> of(Version version) {
        Map<Integer, Long> records = StoreStatistics.of(version).shards();
        Map<Integer, Long> bytes = bytes(version);
        Sums all = sums(version);
        Set<Integer> lost = reader.lost().touchedShards();
        return IntStream.range(0, shardCount)
                .mapToObj(shard -> state(shard, records, bytes, all, lost))
                .toList();
    }

    private static Wholeness wholeness(int shard, Set<Integer> lost, Set<Integer> damaged) {
        return lost.contains(shard) ? Wholeness.LOST : damaged.contains(shard) ? Wholeness.DAMAGED : Wholeness.FILLED;
    }

    private ShardState state(
            int shard, Map<Integer, Long> records, Map<Integer, Long> bytes, Sums sums, Set<Integer> lost) {
        Wholeness wholeness = wholeness(shard, lost, ofRuns.unknown());
        return new ShardState(
                shard,
                records.getOrDefault(shard, 0L),
                bytes.getOrDefault(shard, 0L),
                wholeness == Wholeness.FILLED ? sums.roots(shard) : null,
                wholeness);
    }

    private static Map<Integer, Long> bytes(Version version) {
        Map<Integer, Long> bytes = new TreeMap<>(version.active().bytesByShard());
        if (version.frozen() != null) {
            version.frozen().bytesByShard().forEach((shard, some) -> bytes.merge(shard, some, Long::sum));
        }
        for (RunHandle handle : version.runs()) {
            RunEntry entry = handle.run().entry();
            double each = (double) (entry.fileBytes() + entry.sideBytes()) / Math.max(1, entry.records());
            entry.shards().forEach((shard, count) -> bytes.merge(shard, Math.round(each * count), Long::sum));
        }
        return bytes;
    }

    private void sumRuns(Version version) {
        List<RunEntry> runs = version.runs().stream()
                .map(handle -> handle.run().entry())
                .filter(entry -> !files.damages().has(entry))
                .toList();
        boolean allWell = runs.size() == version.runs().size();
        if (allWell && ofRuns.unknown().isEmpty() && runs.equals(ofRuns.runs())) {
            return;
        }
        RunSums next = new RunSums(runs, new Sums(), new TreeSet<>());
        for (RunHandle handle : version.runs()) {
            Sums sums = sumsOf(handle.run());
            if (sums == null) {
                next.unknown().addAll(handle.run().entry().shards().keySet());
            } else {
                next.sums().add(sums);
            }
        }
        computed.keySet().retainAll(runs.stream().map(RunEntry::number).toList());
        ofRuns = next;
    }

    /** Null if the run is damaged. */
    private Sums sumsOf(Run run) {
        RunEntry entry = run.entry();
        if (files.damages().has(entry)) {
            return null;
        }
        Path side = files.directory().resolve(entry.sideName());
        try {
            Sums sums = SideSums.read(files.disk(), side)
                    .orElseGet(() -> computed.computeIfAbsent(entry.number(), number -> ofClaims(run)));
            if (!entry.twins().isEmpty()) {
                sums.subtract(SideSums.minus(files.disk(), side));
            }
            return entry.isPartial() ? sums.only(entry::holdsShard) : sums;
        } catch (IOException unreadable) {
            files.damages().met(entry, unreadable);
            return null;
        } catch (MVStoreException damaged) {
            return null; // its file has told of it
        }
    }

    /** Of a run that was written by a version that took no sums. */
    static Sums ofClaims(Run run) {
        RecordSums all = new RecordSums();
        Cursor<byte[], byte[]> cursor = run.maps().claims().cursor(null);
        while (cursor.hasNext()) {
            byte[] key = cursor.next();
            all.add(key, cursor.getValue());
        }
        return all.sums();
    }
}
