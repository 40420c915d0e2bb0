package io.stemedb.simulation;

import static io.stemedb.simulation.Model.require;

import io.stemedb.assertion.Assertion;
import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.Dot;
import io.stemedb.assertion.Recorded;
import io.stemedb.assertion.Slot;
import io.stemedb.merkle.Roots;
import io.stemedb.reading.SlotCursor;
import io.stemedb.reading.SlotRange;
import io.stemedb.recorder.Database;
import io.stemedb.store.PlainRoots;
import io.stemedb.store.ShardState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a node in every way there is, and compares. */
final class Audit {
    private static final SlotRange EVERYTHING = new SlotRange(SlotRange.Scope.ALL, null, null, null, true, false);
    private static final Comparator<Recorded> BY_TIME =
            Comparator.comparingLong(Recorded::recordedAt).thenComparing(Recorded::dot);

    private final Database node;
    private final Model model;

    Audit(Database node, Model model) {
        this.node = node;
        this.model = model;
    }

    /** Everything visible, by a walk. */
    List<Recorded> walk() {
        List<Recorded> all = new ArrayList<>();
        Slot last = null;
        try (SlotCursor cursor = node.reader().slots(EVERYTHING)) {
            while (cursor.next()) {
                Slot slot = new Slot(cursor.conceptPath(), cursor.predicate());
                require(last == null || last.compareTo(slot) < 0, "the walk goes from %s to %s", last, slot);
                last = slot;
                for (Recorded recorded : cursor.claims()) {
                    require(Slot.of(recorded.assertion()).equals(slot), "%s stands in %s", recorded, slot);
                    all.add(recorded);
                }
            }
        }
        return all;
    }

    /** Every record, by every index, and every count. */
    void everything() {
        List<Recorded> walked = walk();
        Map<Slot, List<Recorded>> slots = new TreeMap<>();
        walked.forEach(recorded -> slots.computeIfAbsent(Slot.of(recorded.assertion()), s -> new ArrayList<>())
                .add(recorded));
        require(
                walked.size() == model.held().size(),
                "%d walked, %d held",
                walked.size(),
                model.held().size());
        model.held().forEach(recorded -> id(recorded.id()));
        slots.keySet().forEach(this::slot);
        counts();
        roots();
        dotsAndClock();
    }

    /** What the shards add up to, by a reference that has never heard of runs. */
    private void roots() {
        for (ShardState state : node.store().shardStates().list()) {
            List<Recorded> records = model.held().stream()
                    .filter(recorded -> model.shardOf(recorded) == state.shard())
                    .toList();
            Roots expected = PlainRoots.of(records, Machine.SHARDS);
            boolean unknown = state.roots() == null && !node.store().damages().isEmpty();
            require(
                    unknown || expected.equals(state.roots()),
                    "shard %d adds up to %s, not %s",
                    state.shard(),
                    state.roots(),
                    expected);
        }
    }

    /** One slot, as it must be. */
    void slot(Slot slot) {
        List<Recorded> expected = model.held().stream()
                .filter(recorded -> Slot.of(recorded.assertion()).equals(slot))
                .sorted(BY_TIME)
                .toList();
        List<Recorded> found = node.reader().slot(slot.conceptPath(), slot.predicate());
        require(found.size() == expected.size(), "slot %s has %s, not %s", slot, found, expected);
        for (int i = 0; i < found.size(); i++) {
            require(Model.same(found.get(i), expected.get(i)), "slot %s has %s, not %s", slot, found, expected);
        }
    }

    /** One id, held or not. */
    void id(AssertionId id) {
        Recorded found = node.reader().find(id).orElse(null);
        Recorded expected = model.held(id);
        require(
                (found == null && expected == null) || Model.same(found, expected),
                "id %s: %s, not %s",
                id,
                found,
                expected);
    }

    private void counts() {
        Map<Integer, Long> shards = new HashMap<>();
        Map<String, Long> sources = new HashMap<>();
        for (Recorded recorded : model.held()) {
            shards.merge(model.shardOf(recorded), 1L, Long::sum);
            sources.merge(recorded.assertion().source(), 1L, Long::sum);
        }
        require(
                node.store().statistics().shards().equals(shards),
                "shards: %s, not %s",
                node.store().statistics(),
                shards);
        for (String source : new String[] {Assertion.ANONYMOUS, "who", "cia", "wiki@fr", "nobody"}) {
            long count = node.store().sources().count(source);
            require(count == sources.getOrDefault(source, 0L), "%s: %d of %s", source, count, sources);
        }
    }

    private void dotsAndClock() {
        Map<Dot, List<Recorded>> shards = new HashMap<>(); // by recorder and shard: a rebuilt node has several names
        model.held()
                .forEach(recorded -> shards.computeIfAbsent(
                                new Dot(recorded.dot().recorder(), model.shardOf(recorded)), s -> new ArrayList<>())
                        .add(recorded));
        shards.forEach((row, records) -> {
            int shard = (int) row.n();
            records.sort(Comparator.comparingLong(recorded -> recorded.dot().n()));
            long[] times = records.stream().mapToLong(Recorded::recordedAt).toArray();
            long[] risen = Arrays.stream(times).sorted().distinct().toArray();
            require(Arrays.equals(times, risen), "recorded_at does not rise with the dots of shard %d", shard);
            long greatest = node.store().dot(row.recorder(), shard);
            require(greatest == records.size(), "shard %d goes on at dot %d, has %d", shard, greatest, records.size());
        });
        model.held()
                .forEach(recorded ->
                        require(node.store().clock() >= recorded.recordedAt(), "the clock is behind %s", recorded));
    }
}
