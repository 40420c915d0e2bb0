package io.stemedb.simulation;

import static io.stemedb.simulation.Model.require;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.progress.ShardVector;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.record.RecordFormat;
import io.stemedb.record.StoredRecord;
import io.stemedb.recorder.Database;
import io.stemedb.store.PlainRoots;
import io.stemedb.store.RecordPage;
import io.stemedb.store.ShardState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Compares everything that a node shows with its records, of which it has several of some ids. */
final class CopyAudit {
    private static final Comparator<Recorded> BY_STAMP =
            Comparator.comparingLong(Recorded::recordedAt).thenComparing(Recorded::dot);

    private final Database node;
    private final TreeMap<String, StoredRecord> records = new TreeMap<>();
    private final Map<AssertionId, Recorded> shown = new HashMap<>();

    CopyAudit(Database node) {
        this.node = node;
        shards().forEach(shard -> read(shard));
        records.values()
                .forEach(record -> shown.merge(
                        record.id(),
                        RecordFormat.decode(record.key(), record.rest()),
                        (one, other) -> BY_STAMP.compare(one, other) <= 0 ? one : other));
    }

    /** Every shard, that of the system facts among them. */
    static List<Integer> shards() {
        return IntStream.concat(IntStream.range(0, Machine.SHARDS), IntStream.of(PathHash.SYSTEM_SHARD))
                .boxed()
                .toList();
    }

    private void read(int shard) {
        byte[] after = new byte[0];
        do {
            RecordPage page = node.store().copies().without(shard, ShardVector.NONE, after, 10_000);
            for (StoredRecord record : page.records()) {
                String key = HexFormat.of().formatHex(record.key());
                require(records.isEmpty() || records.lastKey().compareTo(key) < 0, "%s comes twice", key);
                require(record.shard() == shard, "%s is of another shard", key);
                records.put(key, record);
            }
            after = page.next();
        } while (after != null);
    }

    /** All that is stored, by key. */
    Map<String, String> stored() {
        Map<String, String> stored = new TreeMap<>();
        records.forEach((key, record) -> stored.put(key, HexFormat.of().formatHex(record.rest())));
        return stored;
    }

    int twins() {
        return records.size() - shown.size();
    }

    boolean holds(Recorded recorded) {
        return records.values().stream()
                .anyMatch(record ->
                        record.dot().equals(recorded.dot()) && record.id().equals(recorded.id()));
    }

    /** Every way to read, and every count. */
    void everything(SplittableRandom random) {
        vectors();
        Map<Slot, List<Recorded>> slots = new TreeMap<>();
        shown.values()
                .forEach(recorded -> slots.computeIfAbsent(Slot.of(recorded.assertion()), s -> new ArrayList<>())
                        .add(recorded));
        slots.values().forEach(slot -> slot.sort(BY_STAMP));
        walks(slots);
        slots.forEach((slot, expected) -> slot(slot, expected, random));
        shown.forEach((id, recorded) ->
                same(List.of(recorded), node.reader().find(id).stream().toList(), "id " + id));
        counts();
        roots();
    }

    private void vectors() {
        records.values()
                .forEach(record -> require(
                        node.shown().horizon().dots().holds(record.shard(), record.dot()),
                        "%s is not counted",
                        record.dot()));
        shards().forEach(shard -> {
            long distinct = records.values().stream()
                    .filter(record -> record.shard() == shard)
                    .map(StoredRecord::dot)
                    .distinct()
                    .count();
            ShardVector vector = node.shown().horizon().dots().of(shard);
            require(vector.count() == distinct, "shard %d holds %d dots, says %s", shard, distinct, vector);
        });
    }

    private void walks(Map<Slot, List<Recorded>> slots) {
        for (boolean system : new boolean[] {false, true}) {
            for (Set<Integer> some : List.of(Set.copyOf(shards()), Set.of(1, 2, PathHash.SYSTEM_SHARD))) {
                Map<Slot, List<Recorded>> expected = new TreeMap<>(slots);
                expected.keySet().removeIf(slot -> {
                    int shard = PathHash.shardOf(slot.conceptPath(), Machine.SHARDS);
                    return !some.contains(shard) || (shard == PathHash.SYSTEM_SHARD) != system;
                });
                SlotRange range = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, system);
                try (SlotCursor cursor = node.store().copies().slots(range, some)) {
                    expected.forEach((slot, claims) -> {
                        require(cursor.next(), "the walk ends before %s", slot);
                        require(cursor.size() == claims.size(), "%s has %d claims", slot, cursor.size());
                        same(claims, cursor.claims(), "walk at " + slot);
                    });
                    require(!cursor.next(), "the walk goes on");
                }
            }
        }
    }

    private void slot(Slot slot, List<Recorded> expected, SplittableRandom random) {
        same(expected, node.reader().slot(slot.conceptPath(), slot.predicate()), "slot " + slot);
        long from = expected.get(random.nextInt(expected.size())).recordedAt() + random.nextInt(2);
        List<Recorded> scanned = new ArrayList<>();
        node.reader().scan(slot.conceptPath(), slot.predicate(), from, scanned::add);
        same(expected.stream().filter(recorded -> recorded.recordedAt() >= from).toList(), scanned, "scan of " + slot);
        records.values().forEach(record -> {
            Recorded one = RecordFormat.decode(record.key(), record.rest());
            if (Slot.of(one.assertion()).equals(slot)) {
                same(
                        List.of(shown.get(one.id())),
                        node.reader().at(slot.conceptPath(), slot.predicate(), one.recordedAt(), one.dot()).stream()
                                .toList(),
                        "at " + one.dot());
            }
        });
    }

    private static void same(List<Recorded> expected, List<Recorded> found, String where) {
        boolean same = expected.size() == found.size();
        for (int i = 0; same && i < expected.size(); i++) {
            same = expected.get(i).recordedAt() == found.get(i).recordedAt()
                    && expected.get(i).dot().equals(found.get(i).dot())
                    && Arrays.equals(RecordFormat.encode(expected.get(i)), RecordFormat.encode(found.get(i)));
        }
        require(same, "%s shows %s, not %s", where, found, expected);
    }

    private void counts() {
        Map<Integer, Long> shards = new HashMap<>();
        Map<String, Long> sources = new HashMap<>();
        for (Recorded recorded : shown.values()) {
            shards.merge(PathHash.shardOf(recorded.assertion(), Machine.SHARDS), 1L, Long::sum);
            sources.merge(recorded.assertion().source(), 1L, Long::sum);
        }
        Map<Integer, Long> counted = new HashMap<>(node.store().statistics().shards());
        require(counted.equals(shards), "shards: %s, not %s", counted, shards);
        Map<String, Long> inSome = new HashMap<>();
        for (Recorded recorded : shown.values()) {
            if (PathHash.shardOf(recorded.assertion(), Machine.SHARDS) % 2 == 1) {
                inSome.merge(recorded.assertion().source(), 1L, Long::sum);
            }
        }
        inSome.forEach((source, count) -> require(
                node.store().sources().count(source, shard -> shard % 2 == 1) == count,
                "%s in some shards: not %d",
                source,
                count));
        sources.forEach((source, count) -> require(
                node.store().sources().count(source) == count,
                "%s: %d, not %d",
                source,
                node.store().sources().count(source),
                count));
    }

    private void roots() {
        for (ShardState state : node.store().shardStates().list()) {
            List<Recorded> some = shown.values().stream()
                    .filter(recorded -> PathHash.shardOf(recorded.assertion(), Machine.SHARDS) == state.shard())
                    .toList();
            require(
                    PlainRoots.of(some, Machine.SHARDS).equals(state.roots()),
                    "shard %d adds up to something else",
                    state.shard());
        }
    }
}
