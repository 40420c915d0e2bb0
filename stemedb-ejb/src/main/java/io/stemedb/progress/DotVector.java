package io.stemedb.progress;

import io.stemedb.assertion.Dot;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which records are held in each shard, at one moment. Immutable. */
public final class DotVector {
    /** Nothing is held. */
    public static final DotVector NONE = new DotVector(Map.of());

    private final Map<Integer, ShardVector> shards;

    private DotVector(Map<Integer, ShardVector> shards) {
        this.shards = shards;
    }

    /** @param shards by shard; copied */
    public static DotVector of(Map<Integer, ShardVector> shards) {
        Map<Integer, ShardVector> held = new HashMap<>(shards);
        held.values().removeIf(ShardVector::isEmpty);
        return new DotVector(held);
    }

    /** What earlier formats knew of a store: of each recorder and shard a number up to which all are held. */
    public static DotVector upTo(Map<Long, Map<Integer, Long>> greatest) {
        Map<Integer, ShardVector> shards = new HashMap<>();
        greatest.forEach((recorder, numbers) -> numbers.forEach(
                (shard, n) -> shards.merge(shard, ShardVector.of(recorder, Intervals.upTo(n)), ShardVector::union)));
        return of(shards);
    }

    /** What is held in a shard. */
    public ShardVector of(int shard) {
        return shards.getOrDefault(shard, ShardVector.NONE);
    }

    /** What is held by shard, in the order of shards; those without anything are left out. */
    public Map<Integer, ShardVector> shards() {
        return new TreeMap<>(shards);
    }

    /** Greatest n of a recorder in a shard; 0 if there is none. */
    public long greatest(long recorder, int shard) {
        return of(shard).of(recorder).greatest();
    }

    public boolean holds(int shard, Dot dot) {
        return of(shard).holds(dot);
    }

    /** Whether everything of another vector is in this one. */
    public boolean covers(DotVector other) {
        return other.shards.entrySet().stream()
                .allMatch(entry -> of(entry.getKey()).covers(entry.getValue()));
    }

    /** All but one shard. */
    public DotVector without(int shard) {
        Map<Integer, ShardVector> left = new HashMap<>(shards);
        left.remove(shard);
        return new DotVector(left);
    }

    /** All that is in one vector or the other. */
    public DotVector union(DotVector other) {
        Map<Integer, ShardVector> all = new HashMap<>(shards);
        other.shards.forEach((shard, vector) -> all.merge(shard, vector, ShardVector::union));
        return new DotVector(all);
    }

    /** Records of this vector that are surely not in another one, see {@link ShardVector#surelyWithout}. */
    public DotVector surelyWithout(DotVector other) {
        Map<Integer, ShardVector> left = new HashMap<>(shards);
        other.shards.forEach(
                (shard, vector) -> left.computeIfPresent(shard, (same, held) -> held.surelyWithout(vector)));
        return of(left);
    }

    public boolean isEmpty() {
        return shards.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DotVector that && shards.equals(that.shards);
    }

    @Override
    public int hashCode() {
        return shards.hashCode();
    }

    @Override
    public String toString() {
        return shards().toString();
    }
}
