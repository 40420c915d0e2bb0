package io.stemedb.store;

import io.stemedb.assertion.AssertionId;
import io.stemedb.assertion.PathHash;
import io.stemedb.record.RecordKey;
import io.stemedb.refusal.Refusal;
import io.stemedb.refusal.StemeException;
import java.util.Arrays;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a repair could not save and nobody has accepted as lost yet: it is refused, so that no answer is silently
 * shorter.
 *
 * @param slots with their shard
 * @param ids as the runs index them
 * @param shards that lost claims which nothing names any more
 * @param awaited shards that lost claims which other nodes are expected to have
 */
record LostClaims(NavigableSet<byte[]> slots, NavigableSet<byte[]> ids, Set<Integer> shards, Set<Integer> awaited) {
    static final LostClaims NONE = new LostClaims(sorted(), sorted(), new TreeSet<>());

    LostClaims(NavigableSet<byte[]> slots, NavigableSet<byte[]> ids, Set<Integer> shards) {
        this(slots, ids, shards, Set.of());
    }

    static LostClaims awaiting(Set<Integer> shards) {
        return new LostClaims(sorted(), sorted(), Set.of(), shards);
    }

    /** Other nodes had what some shards lack, and this one has it now. */
    LostClaims found(Set<Integer> some) {
        Set<Integer> left = new TreeSet<>(awaited);
        left.removeAll(some);
        return new LostClaims(slots, ids, shards, left);
    }

    private boolean whole(int shard) {
        return shards.contains(shard) || awaited.contains(shard);
    }

    static NavigableSet<byte[]> sorted() {
        return new TreeSet<>(Arrays::compareUnsigned);
    }

    boolean isEmpty() {
        return slots.isEmpty() && ids.isEmpty() && shards.isEmpty() && awaited.isEmpty();
    }

    LostClaims with(LostClaims more) {
        return new LostClaims(
                union(slots, more.slots),
                union(ids, more.ids),
                unionOf(shards, more.shards),
                unionOf(awaited, more.awaited));
    }

    private static NavigableSet<byte[]> union(Collection<byte[]> one, Collection<byte[]> other) {
        NavigableSet<byte[]> all = sorted();
        all.addAll(one);
        all.addAll(other);
        return all;
    }

    private static Set<Integer> unionOf(Set<Integer> one, Set<Integer> other) {
        Set<Integer> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** Whether facts about sources are among it. */
    boolean hasSources() {
        return whole(PathHash.SYSTEM_SHARD)
                || slots.stream().anyMatch(slot -> RecordKey.shard(slot) == PathHash.SYSTEM_SHARD);
    }

    /** Shards of which something is lost, system facts left out. */
    Set<Integer> touchedShards() {
        Set<Integer> touched = allShards();
        touched.remove(PathHash.SYSTEM_SHARD);
        return touched;
    }

    /** The same with that of system facts. */
    Set<Integer> allShards() {
        Set<Integer> touched = unionOf(shards, awaited);
        slots.forEach(slot -> touched.add(RecordKey.shard(slot)));
        return touched;
    }

    /** Refuses what is counted over all shards: nobody knows who made the lost claims. */
    void refuseCounts() {
        if (!isEmpty()) {
            throw refusal();
        }
    }

    void refuseSlot(byte[] slot) {
        if (slots.contains(slot) || whole(RecordKey.shard(slot))) {
            throw refusal();
        }
    }

    /** Refuses an id that is not found, if it may be one of the lost. */
    void refuseAnyId(AssertionId id, int shardCount) {
        refuseId(id, PathHash.shardOf(id.hash16(), shardCount));
        if (whole(PathHash.SYSTEM_SHARD)) { // of an id alone nobody knows whether it is one of these
            throw refusal();
        }
    }

    /** The same if its shard is known. */
    void refuseId(AssertionId id, int shard) {
        if (!isEmpty() && (ids.contains(RunMaps.idKey(id)) || whole(shard))) {
            throw refusal();
        }
    }

    void refuseRange(SlotBounds bounds) {
        if (isEmpty()) {
            return;
        }
        for (int shard : bounds.shards()) {
            byte[] next = slots.ceiling(bounds.fromIn(shard));
            if (whole(shard) || (next != null && bounds.holds(shard, next))) {
                throw refusal();
            }
        }
    }

    private static StemeException refusal() {
        return StemeException.of(
                        Refusal.SHARD_UNAVAILABLE, "claims that belong to the answer were lost with a damaged file")
                .hinting("an operator can stop the node and accept the loss: stemedb-node repair --accept-loss");
    }
}
