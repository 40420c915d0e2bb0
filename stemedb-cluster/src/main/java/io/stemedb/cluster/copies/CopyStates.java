package io.stemedb.cluster.copies;

import io.stemedb.cluster.peer.Beat.CopyState;
import io.stemedb.progress.DotVector;
import io.stemedb.progress.ShardVector;
import io.stemedb.store.ShardHolding;
import io.stemedb.store.ShardState.Wholeness;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a node says of its copies, and what that follows from. */
record CopyStates(Grounds grounds, SortedMap<Integer, CopyState> states) {
    /**
     * What is said follows from these alone. None of them is ever changed, only replaced.
     *
     * @param have what the node has of each shard
     * @param filled shards that it vouches for
     * @param sealed shards that take nothing more
     * @param awaited shards that lost something, and await it from others
     * @param holdings how much there is of each shard
     */
    record Grounds(
            DotVector have,
            Set<Integer> filled,
            Set<Integer> sealed,
            Set<Integer> awaited,
            List<ShardHolding> holdings) {
        /** Whether they are the very same; to compare what is in them would cost as much as to say it again. */
        @SuppressWarnings("ReferenceEquality")
        boolean same(Grounds other) {
            return have == other.have
                    && filled == other.filled
                    && sealed == other.sealed
                    && awaited == other.awaited
                    && holdings == other.holdings;
        }
    }

    static CopyStates of(Grounds grounds) {
        Set<Integer> full = new TreeSet<>(grounds.filled());
        full.removeAll(grounds.awaited());
        SortedMap<Integer, CopyState> states = new TreeMap<>();
        for (ShardHolding holding : grounds.holdings()) {
            int shard = holding.shard();
            ShardVector have = grounds.have().of(shard);
            boolean whole = holding.wholeness() == Wholeness.FILLED;
            if (!have.isEmpty() || full.contains(shard)) {
                states.put(
                        shard,
                        new CopyState(
                                whole && full.contains(shard),
                                grounds.sealed().contains(shard),
                                have.digest(),
                                holding.records(),
                                holding.bytes()));
            }
        }
        return new CopyStates(grounds, Collections.unmodifiableSortedMap(states));
    }
}
