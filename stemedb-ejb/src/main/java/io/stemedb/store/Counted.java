package io.stemedb.store;

import io.stemedb.progress.DotVector;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a store has come. What this node has given out is kept apart from what it holds: a number may be given out
 * once only, even if its record is not held any more, and copies of other nodes may have any time.
 *
 * @param dots which records are held
 * @param given for each recorder of this node and each shard the greatest n that was given out
 * @param clock greatest recorded_at held
 * @param givenClock greatest recorded_at that was given out
 */
record Counted(DotVector dots, Map<Long, Map<Integer, Long>> given, long clock, long givenClock) {
    /** Of an empty store. */
    static final Counted NOTHING = new Counted(DotVector.NONE, Map.of(), 0, 0);

    /** The same without records that are held no more. Their numbers stay given out. */
    Counted without(DotVector lost) {
        return new Counted(dots.surelyWithout(lost), given, clock, givenClock);
    }

    /** The same without the records of a shard. */
    Counted without(int shard) {
        return new Counted(dots.without(shard), given, clock, givenClock);
    }

    /** What is true of two parts together. */
    Counted union(Counted other) {
        Map<Long, Map<Integer, Long>> all = new TreeMap<>();
        for (Counted part : new Counted[] {this, other}) {
            part.given.forEach((recorder, shards) -> {
                Map<Integer, Long> known = all.computeIfAbsent(recorder, r -> new TreeMap<>());
                shards.forEach((shard, n) -> known.merge(shard, n, Math::max));
            });
        }
        return new Counted(
                dots.union(other.dots), all, Math.max(clock, other.clock), Math.max(givenClock, other.givenClock));
    }
}
