package io.stemedb.store;

import io.stemedb.assertion.Dot;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.Intervals;
import io.stemedb.progress.ShardVector;
import io.stemedb.record.RecordKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what is applied: which records, and how late it is. One thread counts; any may ask. */
final class Dots {
    private volatile Recorders recorders;
    private final Map<Integer, ShardVector> held;
    private final Map<Integer, Long> given = new ConcurrentHashMap<>();
    private final Set<Integer> dropped = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> shrinks = new ConcurrentHashMap<>();
    private volatile long clock;
    private volatile long givenClock;

    /**
     * Counts on.
     *
     * @param begin where the counting goes on
     * @param dropped shards that were dropped once
     */
    Dots(Recorders recorders, Counted begin, Set<Integer> dropped) {
        this.dropped.addAll(dropped);
        this.recorders = recorders;
        this.held = new ConcurrentHashMap<>(begin.dots().shards());
        this.clock = begin.clock();
        this.givenClock = begin.givenClock();
        held.forEach(
                (shard, vector) -> give(shard, vector.of(recorders.current()).greatest()));
        begin.given().getOrDefault(recorders.current(), Map.of()).forEach(this::give);
    }

    private void give(int shard, long n) {
        if (n > 0) {
            given.merge(shard, n, Math::max);
        }
    }

    /** From now on numbers are given under another name, which has given none. On the thread that counts. */
    void recordAs(Recorders next) {
        given.clear();
        recorders = next;
    }

    /** A record by its key. */
    void count(byte[] key) {
        Dot dot = RecordKey.dot(key);
        int shard = RecordKey.shard(key);
        long at = RecordKey.recordedAt(key);
        ShardVector known = held.getOrDefault(shard, ShardVector.NONE);
        held.put(shard, known.with(dot));
        clock = Math.max(clock, at);
        if (recorders.own(dot.recorder())) {
            givenClock = Math.max(givenClock, at);
        }
        if (dot.recorder() == recorders.current()) {
            give(shard, dot.n());
        }
    }

    /** Some records are held no more. On the thread that counts. */
    void forget(DotVector lost) {
        lost.shards().keySet().forEach(this::shrinking);
        lost.shards()
                .forEach((shard, vector) -> held.computeIfPresent(shard, (same, all) -> all.surelyWithout(vector)));
    }

    /**
     * Records that are held, and may not be counted: a vector forgets some if they come in no order. On the thread that
     * counts.
     */
    void cover(int shard, ShardVector found) {
        held.put(shard, of(shard).union(found));
    }

    private void shrinking(int shard) {
        shrinks.merge(shard, 1, (so, one) -> so % 2 == 0 ? so + 1 : so);
    }

    /** Whoever asks what is held of some shards hears of no record any more that is held no more. */
    void shrunk(Set<Integer> shards) {
        shards.forEach(shard -> shrinks.computeIfPresent(shard, (same, so) -> so % 2 == 0 ? so : so + 1));
    }

    /**
     * Another number as soon as records of a shard are held no more that had been; an odd one as long as what shows may
     * still have them. May be asked from any thread: if it is the same and even before and behind a look, that saw all
     * that was held.
     */
    int shrinks(int shard) {
        return shrinks.getOrDefault(shard, 0);
    }

    /** The records of a shard are held no more. Numbers that were given out stay so. */
    void drop(int shard) {
        shrinking(shard);
        dropped.add(shard);
        held.remove(shard);
    }

    /** A note, which this node has made and nobody else. */
    void countNote(long at) {
        clock = Math.max(clock, at);
        givenClock = Math.max(givenClock, at);
    }

    /** Greatest recorded_at of all that was counted. */
    long clock() {
        return clock;
    }

    /** Greatest recorded_at that this node has given out. */
    long givenClock() {
        return givenClock;
    }

    /** Greatest n that this node has given out in a shard under its name of now; 0 if there is none. */
    long given(int shard) {
        return given.getOrDefault(shard, 0L);
    }

    /** What was counted of a shard. */
    ShardVector of(int shard) {
        return held.getOrDefault(shard, ShardVector.NONE);
    }

    /** What was counted of all shards. */
    DotVector held() {
        return DotVector.of(held);
    }

    /** Everything, of one moment: to be asked by who counts. */
    Counted counted() {
        Map<Long, Map<Integer, Long>> own =
                given.isEmpty() ? Map.of() : Map.of(recorders.current(), new TreeMap<>(given));
        return new Counted(held(), own, clock, givenClock);
    }

    /** How many numbers are not held below others of the same recorder, by shard. */
    Map<Integer, Long> gaps() {
        Map<Integer, Long> missing = new TreeMap<>();
        held.forEach((shard, vector) -> vector.recorders().forEach(recorder -> {
            Intervals numbers = vector.of(recorder);
            missing.merge(shard, numbers.greatest() - numbers.count(), Long::sum);
        }));
        missing.values().removeIf(count -> count <= 0);
        missing.keySet().removeAll(dropped); // what others have of those says nothing of this node's disk
        return missing;
    }
}
